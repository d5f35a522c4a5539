// OHIF takes the answer 202 for an image. So the page asks beside it whether the studies it is to show can be read; while one has to be brought back
// from an offline tier, it says so in OHIF's place, and opens the study when it is there. To open a study is to ask for its recall.
(() => {
  const ADDRESS_EVERY = 500; // ms: OHIF goes from page to page without loading one
  const ONCE_MORE_AFTER = 60; // s, where the archive does not say when
  const WAITING = {
    NEARLINE: 'Its images lie in storage that has to be recalled first.',
    REQUESTED: 'Its images lie in storage that has to be recalled first. That has been asked for.',
    RECALLING: 'Its images lie in storage that has to be recalled first. That is under way.',
  };

  let address;
  let timer;
  let cover;

  function studies() {
    if (location.pathname === '/viewer/') return [];
    const named = [...new URLSearchParams(location.search)].filter(([name]) => name.toLowerCase() === 'studyinstanceuids');
    return named.flatMap(([, uids]) => uids.split(',')).filter(Boolean);
  }

  async function request(study) {
    const answer = await fetch(`/api/studies/${encodeURIComponent(study)}/recall`, { method: 'POST' });
    return answer.ok ? answer.json() : { state: 'UNKNOWN' }; // of which OHIF tells
  }

  async function look(at) {
    let states;
    try {
      states = await Promise.all(studies().map(request));
    } catch {
      states = null; // no connection at the moment
    }
    if (at !== address) return;
    if (states === null) {
      if (cover) lookAgain(at, ONCE_MORE_AFTER);
      return;
    }
    const waiting = states.filter(s => s.state in WAITING);
    if (states.some(s => s.state === 'FAILED')) {
      show('This study could not be brought back', 'Its recall was given up. Please tell whoever runs the archive: the reason is with the job.');
    } else if (waiting.length > 0) {
      const seconds = Math.max(...waiting.map(s => s.retryAfter ?? ONCE_MORE_AFTER));
      const then = new Date(Date.now() + 1000 * seconds).toLocaleTimeString([], { hour: '2-digit', minute: '2-digit' });
      show(
        'This study is being brought back',
        WAITING[waiting[0].state],
        `That can take hours, and goes on without you. This page looks again at ${then}, and opens the study when it is there.`
      );
      lookAgain(at, seconds);
    } else if (cover) {
      location.reload(); // OHIF has begun without its images
    }
  }

  function lookAgain(at, seconds) {
    timer = setTimeout(look, 1000 * seconds, at);
  }

  function show(title, ...lines) {
    hide();
    cover = document.createElement('main');
    cover.className = 'muniment-recall';
    cover.setAttribute('role', 'status');
    const add = (kind, text) => Object.assign(cover.appendChild(document.createElement(kind)), { textContent: text });
    add('h1', title);
    lines.forEach(line => add('p', line));
    add('a', 'Back to the study list').href = '/viewer/';
    document.body.append(cover);
  }

  function hide() {
    cover?.remove();
    cover = null;
  }

  function follow() {
    if (location.href === address) return;
    address = location.href;
    clearTimeout(timer);
    hide();
    if (studies().length > 0) look(address);
  }

  setInterval(follow, ADDRESS_EVERY);
  follow();
})();
