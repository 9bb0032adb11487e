// A real Chromium on the live page, as a supervisor has it: what it shows, and what it complained about.
// Not here: the controller and its calls (test/live/centre.ts).

import { readFileSync } from 'node:fs';
import { type Browser, type BrowserContextOptions, type Page, chromium } from 'playwright-core';
import { until } from '../live/until.ts';

export interface Screen {
  readonly page: Page;
  /** What the browser reported: errors of scripts, and whatever the page's own policy forbade. */
  readonly complaints: readonly string[];
  readonly close: () => Promise<void>;
}

/** Debian's own; the ring fails where it is missing. */
const executablePath = '/usr/bin/chromium';

export const openBrowser = (): Promise<Browser> =>
  chromium.launch({
    executablePath,
    args: [
      ...['--headless', '--no-sandbox', '--disable-gpu', '--disable-background-networking'],
      ...['--disable-component-update', '--disable-sync', '--no-first-run'],
    ],
  });

/** The controller's address and token, from the test stack's environment. */
export function controllerAccess(): { readonly url: string; readonly token: string } {
  const port = process.env['CARILLON_API_PORT'];
  if (port === undefined) throw new Error('CARILLON_API_PORT is missing: run this ring by `npm test -- screen`.');
  const token = readFileSync(process.env['CARILLON_API_TOKEN_FILE'] ?? '', 'utf8').trim();
  return { url: `http://127.0.0.1:${port}`, token };
}

/** A new window, signed in to nothing. French unless said. */
export async function openScreen(browser: Browser, options: BrowserContextOptions = {}): Promise<Screen> {
  const context = await browser.newContext({ locale: 'fr-FR', viewport: { width: 1280, height: 720 }, ...options });
  context.setDefaultTimeout(5_000);
  const page = await context.newPage();
  const complaints: string[] = [];
  page.on('pageerror', (fault) => complaints.push(fault.message));
  page.on('console', (message) => {
    // A line that is cut, and a token that is refused, are reported by the browser itself.
    const expected = /ERR_CONNECTION|ERR_EMPTY_RESPONSE|ERR_SOCKET|status of 401|WebSocket connection/;
    if (message.type() === 'error' && !expected.test(message.text())) complaints.push(message.text());
  });
  return { page, complaints, close: () => context.close() };
}

/** A window on the live page, signed in by a link. */
export const openSignedIn = async (browser: Browser, options: BrowserContextOptions = {}): Promise<Screen> =>
  signIn(await openScreen(browser, options));

/** The same window, signed in by a link. */
export async function signIn(screen: Screen): Promise<Screen> {
  const { url, token } = controllerAccess();
  const headers = { authorization: `Bearer ${token}` };
  const made = await fetch(`${url}/api/session/links`, { method: 'POST', headers });
  const { path } = (await made.json()) as { readonly path: string };
  await screen.page.goto(url + path);
  await lineIs(screen.page, 'live', 5_000);
  return screen;
}

/** Waits until the page says that its line is so; gives how long that took. */
export async function lineIs(page: Page, kind: 'live' | 'lost', withinMs: number): Promise<number> {
  const beganAt = performance.now();
  await until(async () => (await page.locator('[data-line]').getAttribute('data-line')) === kind, {
    withinMs,
    what: `the page’s line to be ${kind}`,
  });
  return performance.now() - beganAt;
}

/** Every text on the page whose contrast with what is behind it is below WCAG 2.2's 4.5:1 (1.4.3). */
export const faintTexts = (page: Page): Promise<string[]> =>
  page.evaluate(() => {
    const canvas = document.createElement('canvas').getContext('2d', { willReadFrequently: true })!;
    /** A colour painted over another one, as red, green, blue: the browser reads its own notation best. */
    const painted = (...colours: string[]): number[] => {
      canvas.clearRect(0, 0, 1, 1);
      for (const colour of colours) {
        canvas.fillStyle = colour;
        canvas.fillRect(0, 0, 1, 1);
      }
      return [...canvas.getImageData(0, 0, 1, 1).data].slice(0, 3);
    };
    const luminance = (rgb: number[]): number => {
      const [red = 0, green = 0, blue = 0] = rgb.map((value) => {
        const share = value / 255;
        return share <= 0.04045 ? share / 12.92 : ((share + 0.055) / 1.055) ** 2.4;
      });
      return 0.2126 * red + 0.7152 * green + 0.0722 * blue;
    };
    const behind = (element: Element): string[] => {
      const colours: string[] = [];
      for (let one: Element | null = element; one !== null; one = one.parentElement)
        colours.unshift(getComputedStyle(one).backgroundColor);
      return ['white', ...colours];
    };
    const faint: string[] = [];
    const texts = document.createTreeWalker(document.body, NodeFilter.SHOW_TEXT);
    for (let text = texts.nextNode(); text !== null; text = texts.nextNode()) {
      const element = text.parentElement;
      if (element === null || text.textContent?.trim() === '' || !element.checkVisibility()) continue;
      if (element.closest('noscript, script, style') !== null) continue;
      const ground = behind(element);
      const [one, other] = [
        luminance(painted(...ground)),
        luminance(painted(...ground, getComputedStyle(element).color)),
      ];
      const ratio = (Math.max(one, other) + 0.05) / (Math.min(one, other) + 0.05);
      if (ratio < 4.5) faint.push(`${text.textContent ?? ''}: ${ratio.toFixed(2)}`);
    }
    return faint;
  });
