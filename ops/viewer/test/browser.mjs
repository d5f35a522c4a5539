// Debian's Chromium, and what a test wants to know of a page: what it asked for, what it complained about, what it shows.
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { chromium } from 'playwright-core';

export const DESKTOP = { width: 1280, height: 800 };
export const PHONE = { width: 390, height: 844 };

const FLAGS = [
  '--no-sandbox', '--no-first-run', '--disable-gpu', '--disable-background-networking', '--disable-component-update', '--disable-sync',
  '--enable-unsafe-swiftshader', // WebGL without a graphics card, for those viewports that want it
];

// What OHIF itself says on its console at each start, and that a failed request is on the console too.
const KNOWN = [/Failed to load resource/, /React Router Future Flag/, /Missing translation|i18next/, /defaultProps|findDOMNode|React does not recognize|unique "key"/];

export async function withBrowser(use) {
  const profile = await mkdtemp(path.join(tmpdir(), 'muniment-chromium-'));
  const browser = await chromium.launch({ executablePath: '/usr/bin/chromium', headless: true, args: FLAGS, env: { ...process.env, HOME: profile } });
  try {
    await use(browser);
  } finally {
    await browser.close();
    await rm(profile, { recursive: true, force: true });
  }
}

export function newContext(browser, viewport) {
  const phone = viewport === PHONE;
  return browser.newContext({ viewport, hasTouch: phone, isMobile: phone, deviceScaleFactor: 1 });
}

/** A page that lets nothing out to other hosts, and remembers what tried, what was refused and what it complained about. */
export async function newPage(context, base) {
  const page = await context.newPage();
  const host = new URL(base).host;
  const seen = { elsewhere: [], refused: [], complaints: [] };
  await page.route(url => /^(https?|wss?):$/.test(url.protocol) && url.host !== host, route => {
    seen.elsewhere.push(route.request().url());
    return route.abort();
  });
  page.on('response', r => r.status() >= 400 && seen.refused.push(`${r.status()} ${r.request().method()} ${r.url()}`));
  page.on('console', m => m.type() === 'error' && !KNOWN.some(k => k.test(m.text())) && seen.complaints.push(m.text().slice(0, 500)));
  page.on('pageerror', e => seen.complaints.push(String(e.stack ?? e).slice(0, 500)));
  return { page, seen };
}

export async function signIn(page, base, user, password) {
  await page.goto(`${base}/login`);
  await page.fill('[name=username]', user);
  await page.fill('[name=password]', password);
  await page.click('button');
  await page.waitForURL(url => url.pathname !== '/login');
}

/** What an image on the page shows: how many different colours, and a digest. Null where there is none. */
export async function pixels(page, selector = 'canvas.cornerstone-canvas') {
  return page.evaluate(async selector => {
    const canvas = document.querySelector(selector);
    if (!canvas || canvas.width === 0) return null;
    const { data } = canvas.getContext('2d').getImageData(0, 0, canvas.width, canvas.height);
    const colours = new Set();
    let digest = 0;
    for (let i = 0; i < data.length; i += 4) {
      const colour = (data[i] << 16) | (data[i + 1] << 8) | data[i + 2];
      colours.add(colour);
      digest = (Math.imul(digest, 31) + colour) | 0;
    }
    return { colours: colours.size, digest };
  }, selector);
}

/** Waits for an image with more than a few colours that is none of those seen before, twice the same in a row. */
export async function newImage(page, before = [], timeout = 60_000) {
  const end = Date.now() + timeout;
  let last = null;
  while (Date.now() < end) {
    const now = await pixels(page);
    const fresh = now && now.colours > 16 && !before.some(b => b.digest === now.digest);
    if (fresh && last && last.digest === now.digest) return now;
    last = fresh ? now : null;
    await page.waitForTimeout(150);
  }
  throw new Error(`no image after ${timeout / 1000} s; the canvas has ${JSON.stringify(await pixels(page))}`);
}
