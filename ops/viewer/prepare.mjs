// Makes target/viewer of the built OHIF in node_modules: moved from / to /viewer/, without inline scripts, without what an
// archive does not serve, and with a compressed copy beside each file that compresses. Nothing is downloaded here.
import { createReadStream, createWriteStream } from 'node:fs';
import { cp, mkdir, readFile, readdir, rename, rm, stat, writeFile } from 'node:fs/promises';
import path from 'node:path';
import { pipeline } from 'node:stream/promises';
import { fileURLToPath } from 'node:url';
import { constants, createGzip } from 'node:zlib';

const here = path.dirname(fileURLToPath(import.meta.url));
const source = path.join(here, 'node_modules/@ohif/app/dist');
const target = path.join(here, 'target/viewer');
const work = `${target}.new`;

// Source maps; the ONNX runtime of a segmentation aid whose model comes from the internet; log-in flows and the service
// worker, which import from the internet; and what only a static web host reads.
const unwanted = /(\.map|^ort|^sw\.js|^init-service-worker\.js|^google\.js|^oidc-client\.min\.js|^silent-refresh\.html|^serve\.json|^manifest\.json|^_headers|^_redirects|^app-config\.js)$/;

// The build is made for the root of a host. Each place that says so must be found, or the viewer would break at run time.
const BASE = '/viewer/';
const edits = [
  { file: /\.js$/, from: /__webpack_require__\.p = "\/";/g, to: `__webpack_require__.p = "${BASE}";`, atLeast: 7 },
  { file: /^app\.bundle\..*\.js$/, from: /browserImportFunction\('\/dicom-microscopy-viewer\//g, to: `browserImportFunction('${BASE}dicom-microscopy-viewer/`, atLeast: 1 },
  { file: /\.css$/, from: /url\(\/(?!\/)/g, to: `url(${BASE}`, atLeast: 1 },
  { file: /^index\.html$/, from: /<script[^>]*>[^<]*<\/script>/g, to: keepExternal, atLeast: 4 },
  { file: /^index\.html$/, from: /<link rel="(?:manifest|apple-touch-startup-image|yandex-tableau-widget)"[^>]*>/g, to: '', atLeast: 1 },
  { file: /^index\.html$/, from: / (src|href|content)="\/(?!\/)/g, to: ` $1="${BASE}`, atLeast: 10 },
  { file: /^index\.html$/, from: '<title>OHIF Viewer</title>', to: `<title>Muniment</title><script src="${BASE}boot.js"></script><script src="${BASE}app-config.js"></script><script src="${BASE}recall.js" defer></script>`, atLeast: 1 },
  { file: /^index\.html$/, from: '</head>', to: `<link href="${BASE}muniment.css" rel="stylesheet"></head>`, atLeast: 1 },
];

/** Inline scripts move to boot.js, so that the page can forbid them; preloads of what is not there go. */
function keepExternal(script) {
  return /<script defer/.test(script) ? script : '';
}

// __filename: a library takes it where the script it is in is not known, which depends on the order in which chunks come.
const boot = `window.PUBLIC_URL = '${BASE}';
window.__filename = '';
window.browserImportFunction = moduleId => import(moduleId);
`;

async function filesOf(folder, prefix = '') {
  const entries = await readdir(path.join(folder, prefix), { withFileTypes: true });
  const nested = await Promise.all(
    entries.map(e => {
      const name = path.posix.join(prefix, e.name);
      return e.isDirectory() ? filesOf(folder, name) : [name];
    })
  );
  return nested.flat();
}

async function edit(name) {
  const applicable = edits.filter(e => e.file.test(name));
  if (applicable.length === 0) return;
  const file = path.join(work, name);
  let text = await readFile(file, 'utf8');
  for (const e of applicable) {
    text = text.replaceAll(e.from, (...match) => {
      e.found = (e.found ?? 0) + 1;
      if (typeof e.to === 'function') return e.to(match[0]);
      return e.to.replace('$1', match[1]);
    });
  }
  await writeFile(file, text);
}

async function compress(name) {
  const file = path.join(work, name);
  if (!/\.(js|css|html|json|svg|wasm)$/.test(name) || (await stat(file)).size < 1024) return;
  await pipeline(createReadStream(file), createGzip({ level: constants.Z_BEST_COMPRESSION }), createWriteStream(`${file}.gz`));
}

await rm(work, { recursive: true, force: true });
await mkdir(work, { recursive: true });
await cp(source, work, {
  recursive: true,
  filter: from => !unwanted.test(path.relative(source, from).split(path.sep)[0]) && !from.endsWith('.map'),
});
for (const ours of ['app-config.js', 'muniment.css', 'recall.js']) await cp(path.join(here, ours), path.join(work, ours));
await writeFile(path.join(work, 'boot.js'), boot);

const files = await filesOf(work);
for (const name of files) await edit(name);
for (const e of edits) {
  if ((e.found ?? 0) < e.atLeast) throw new Error(`OHIF has changed: ${e.from} found ${e.found ?? 0} times in ${e.file}, expected ${e.atLeast}`);
}
await Promise.all(files.concat('boot.js').map(compress));
await rm(target, { recursive: true, force: true });
await rename(work, target);
console.log(`${files.length} files in ${path.relative(process.cwd(), target)}`);
