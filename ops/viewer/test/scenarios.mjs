// What people do with the server in a browser. Usage: node scenarios.mjs BASE USER PASSWORD FOLDER [NAME]
// Prints a line for each scenario, with tabs between: ok or failed, its name, and what went wrong. Screenshots go to FOLDER.
import assert from 'node:assert/strict';
import path from 'node:path';
import { DESKTOP, PHONE, newContext, newImage, newPage, pixels, signIn, withBrowser } from './browser.mjs';

const [base, user, password, folder, only] = process.argv.slice(2);
const CT = '2.25.3001';
const MR = '2.25.3002';
const US = '2.25.3003';
const PDF = '2.25.3004';

const open = (page, study) => page.goto(`${base}/viewer?StudyInstanceUIDs=${study}`);

/** Turns the mouse wheel over the image, once for each of that many slices or frames, and sees that each is another. */
async function scrollThrough(page, first, steps) {
  const seen = [first];
  const box = await page.locator('canvas.cornerstone-canvas').first().boundingBox();
  await page.mouse.move(box.x + box.width / 2, box.y + box.height / 2);
  for (let i = 0; i < steps; i++) {
    await page.mouse.wheel(0, 100);
    seen.push(await newImage(page, seen));
  }
}

/** The browser's own viewer draws the page; scripts can't look into it, so this looks at the screen. */
async function whitePaper(page) {
  for (let i = 0; i < 100; i++) {
    const screen = (await page.screenshot()).toString('base64');
    const white = await page.evaluate(async png => {
      const image = await createImageBitmap(await (await fetch(`data:image/png;base64,${png}`)).blob());
      const canvas = new OffscreenCanvas(image.width, image.height).getContext('2d');
      canvas.drawImage(image, 0, 0);
      const { data } = canvas.getImageData(0, 0, image.width, image.height);
      return data.filter((v, at) => at % 4 === 0 && v === 255 && data[at + 1] === 255 && data[at + 2] === 255).length;
    }, screen);
    if (white > 200_000) return;
    await page.waitForTimeout(200);
  }
  throw new Error('no page of the PDF shows');
}

const scenarios = {
  async 'sign in asks before a study opens, says that a password is wrong, and goes on to the study'({ page, shot }) {
    await open(page, CT);
    assert.match(page.url(), /\/login\?to=/);
    await shot('login');
    await page.fill('[name=username]', user);
    await page.fill('[name=password]', 'wrong');
    await page.click('button');
    await page.waitForURL(/say=wrong/);
    assert.match(await page.textContent('[role=alert]'), /password is wrong/);
    await page.fill('[name=username]', user);
    await page.fill('[name=password]', password);
    await page.click('button');
    await page.waitForURL(/viewer\/viewer\?StudyInstanceUIDs=/);
    await newImage(page);
  },

  async 'the list shows studies and opens one'({ page, shot }) {
    await page.goto(base);
    assert.equal(new URL(page.url()).pathname, '/viewer/');
    for (const name of ['Lindqvist, Astrid', 'Okafor, Ngozi', 'Marchetti, Luca']) await page.waitForSelector(`text=${name}`);
    await shot('list');
    await page.fill('[data-cy=input-patientName]', 'okafor');
    await page.waitForSelector('text=Lindqvist, Astrid', { state: 'detached' });
    await page.click('text=Okafor, Ngozi');
    await page.click(`[data-cy="mode-viewer-${MR}"]`);
    await newImage(page);
  },

  async 'a CT shows its slices, each another'({ page, shot }) {
    await open(page, CT);
    const first = await newImage(page);
    await page.waitForFunction(() => [...document.querySelectorAll('img')].some(i => i.src.includes('thumbnail') && i.naturalWidth > 1));
    await shot('ct');
    await scrollThrough(page, first, 4);
  },

  async 'an MR shows its slices, each another'({ page, shot }) {
    await open(page, MR);
    await scrollThrough(page, await newImage(page), 3);
    await shot('mr');
  },

  async 'an ultrasound cine shows its frames and plays'({ page, shot }) {
    await open(page, US);
    const first = await newImage(page);
    await shot('us');
    await scrollThrough(page, first, 3);
    const player = page.locator('xpath=//span[contains(., "FPS")]/ancestor::div[contains(@class, "border-input")][1]/../../../..');
    await player.locator('svg').first().click();
    const played = new Set();
    for (let i = 0; i < 60 && played.size < 5; i++) {
      played.add((await pixels(page)).digest);
      await page.waitForTimeout(100);
    }
    assert.ok(played.size >= 5, `while playing only ${played.size} images were seen`);
  },

  async 'a PDF report shows'({ page, shot }) {
    await open(page, PDF);
    const report = page.locator('object[type="application/pdf"]');
    await report.waitFor();
    const url = await report.getAttribute('data');
    assert.match(url, /\/rendered$/);
    assert.match(await page.evaluate(u => fetch(u).then(r => r.text()), url), /^%PDF/);
    await whitePaper(page);
    await shot('pdf');
  },

  async 'a study that is being brought back says so, and opens when it is there'({ page, shot }) {
    let answer = { state: 'RECALLING', retryAfter: 1 };
    await page.route(`**/api/studies/${CT}/recall`, route => route.fulfill({ status: answer.retryAfter ? 202 : 200, json: answer }));
    await open(page, CT);
    await page.waitForSelector('h1:text("is being brought back")');
    await shot('recall');
    await page.setViewportSize(PHONE);
    await shot('phone-recall');
    assert.ok(await page.evaluate(() => document.documentElement.scrollWidth <= innerWidth), 'the page is wider than the phone');
    assert.ok(await page.evaluate(() => document.elementFromPoint(innerWidth / 2, 20).closest('.muniment-recall')), 'OHIF is in front');
    await page.setViewportSize(DESKTOP);
    const loaded = page.waitForEvent('load');
    answer = { state: 'READY' };
    await loaded;
    await newImage(page);
    assert.equal(await page.locator('.muniment-recall').count(), 0);
  },

  async 'a study that could not be brought back says so, and leads back to the list'({ page }) {
    await page.route(`**/api/studies/${CT}/recall`, route => route.fulfill({ json: { state: 'FAILED' } }));
    await open(page, CT);
    await page.waitForSelector('h1:text("could not be brought back")');
    await page.click('text=Back to the study list');
    await page.waitForSelector('text=Lindqvist, Astrid');
  },

  async 'a phone lists and shows studies'({ page, shot }) {
    await signIn(page, base, user, password);
    const name = page.locator('text=Lindqvist, Astrid');
    await name.waitFor();
    assert.ok((await name.boundingBox()).width > 60, 'the name is cut off');
    await shot('phone-list');
    assert.ok(await page.evaluate(() => document.documentElement.scrollWidth <= innerWidth), 'the page is wider than the phone');
    await name.click();
    await page.click(`[data-cy="mode-viewer-${CT}"]`);
    await newImage(page);
    const canvas = await page.locator('canvas.cornerstone-canvas').first().boundingBox();
    assert.ok(canvas.width > 300, `the image has only ${canvas.width} of 390 points`);
    await shot('phone-ct');
  },

  async 'signing out ends the session'({ page, shot }) {
    await signIn(page, base, user, password);
    await page.goto(`${base}/account`);
    await shot('account');
    await page.click('text=Sign out');
    await page.waitForURL(/say=bye/);
    await page.goto(`${base}/viewer/`);
    assert.match(page.url(), /\/login/);
  },
};

/** People who have signed in already; the others begin as strangers, with a browser of their own. */
const STRANGERS = /^(sign|a phone)/;

async function run(context, name) {
  const { page, seen } = await newPage(context, base);
  const shot = file => page.screenshot({ path: path.join(folder, `${file}.png`) });
  try {
    await scenarios[name]({ page, shot });
    assert.deepEqual(seen.elsewhere, [], 'requests to other hosts');
    assert.deepEqual(seen.refused, [], 'refused requests');
    assert.deepEqual(seen.complaints, [], 'errors on the console');
    return ['ok', name];
  } catch (e) {
    await shot(`failed-${name.replace(/\W+/g, '-')}`);
    return ['failed', name, `${e.message} ${JSON.stringify({ url: page.url(), ...seen })}`.replace(/\s+/g, ' ')];
  } finally {
    await page.close();
  }
}

await withBrowser(async browser => {
  const known = await newContext(browser, DESKTOP);
  const { page } = await newPage(known, base);
  await signIn(page, base, user, password);
  for (const name of Object.keys(scenarios).filter(n => !only || n.includes(only))) {
    const stranger = STRANGERS.test(name) ? await newContext(browser, name.startsWith('a phone') ? PHONE : DESKTOP) : null;
    console.log((await run(stranger ?? known, name)).join('\t'));
    await stranger?.close();
  }
});
console.log('finished');
