// The live page in a real Chromium, on a real controller with real calls: it shows what happens, says when it does not know,
// and can be read and used by everybody.

import type { Browser, Page } from 'playwright-core';
import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest';
import { type AgentAtWork, type Centre, openCentre } from '../live/centre.ts';
import { tone } from '../live/phone/index.ts';
import { tones } from '../live/tones.ts';
import { until } from '../live/until.ts';
import {
  type Screen,
  controllerAccess,
  faintTexts,
  lineIs,
  openBrowser,
  openScreen,
  openSignedIn,
  signIn,
} from './browser.ts';
import { watchSteps } from './call-steps.ts';
import { watchFull } from './full-queue.ts';
import type { LayoutShift, Shifts } from './layout-shifts.ts';

let centre: Centre;
let agent: AgentAtWork;
let browser: Browser;
const screens: Screen[] = [];

beforeAll(async () => {
  centre = await openCentre();
  agent = await centre.agent('Ana', 'phone-ana');
  browser = await openBrowser();
});
afterEach(async () => {
  for (const { close, complaints } of screens.splice(0)) {
    await close();
    expect(complaints).toEqual([]);
  }
});
afterAll(async () => {
  await browser.close();
  await centre.close();
});

/** A window that is closed after the test, and must not have complained. */
async function shown(opened: Promise<Screen>): Promise<Page> {
  const screen = await opened;
  screens.push(screen);
  return screen.page;
}

const signedIn = (options = {}): Promise<Page> => shown(openSignedIn(browser, options));
const callRow = (page: Page, doing: string) => page.locator(`[data-call][data-doing="${doing}"]`);
const agentRow = (page: Page, state: string) => page.locator(`[data-agent="Ana"][data-state="${state}"]`);
const pause = () => centre.api('POST', `/api/agents/${agent.id}/not-ready`, { reason: 'formation' });
const ready = () => centre.api('POST', `/api/agents/${agent.id}/ready`);

/** A caller who has chosen to speak to somebody, and waits. */
async function callerInLine() {
  await pause();
  const call = await centre.dial();
  await call.hears(tones.menuPrincipal, { withinMs: 6_000 });
  await call.press('1');
  return call;
}

describe('the steps of a call', () => {
  it('open from its row, go on as the call does, and stay when it has ended', async () => {
    const call = await callerInLine();
    const page = await signedIn();
    await watchSteps(centre, page, callRow(page, 'queue'), () => call.hangup());
    await ready();
  });
});

describe('signing in', () => {
  it('the token opens the page, another one does not', async () => {
    const { url, token } = controllerAccess();
    const page = await shown(openScreen(browser));
    await page.goto(url);
    await page.getByLabel('Jeton d’accès').fill('not-the-token');
    await page.keyboard.press('Enter');
    await page.getByText('Ce jeton n’est pas le bon.').waitFor();
    expect(await faintTexts(page)).toEqual([]);
    await page.getByLabel('Jeton d’accès').fill(token);
    await page.keyboard.press('Enter');
    await page.getByText('En direct').waitFor();
  });

  it('a link opens the page once and leaves the address', async () => {
    const page = await signedIn();
    expect(page.url()).not.toContain('#');
    await page.getByRole('button', { name: 'Se déconnecter' }).click();
    await page.getByLabel('Jeton d’accès').waitFor();
    // The stream that was open must not bring the page back at its next beat.
    await page.evaluate(() => new Promise((resolve) => setTimeout(resolve, 1_500)));
    expect(await page.getByLabel('Jeton d’accès').isVisible()).toBe(true);
    await page.reload();
    await page.getByLabel('Jeton d’accès').waitFor();
  });
});

describe('a call', () => {
  it('is shown in its step, then waiting, then with its agent, then no more', async () => {
    await pause();
    const page = await signedIn();
    await page.getByText('Aucun appel en cours.').waitFor();
    await agentRow(page, 'notReady').getByText('formation').waitFor();

    const call = await centre.dial();
    const row = callRow(page, 'input');
    await row.waitFor();
    expect(await row.innerText()).toMatch(/^Menu\nChoisit au clavier · \+33 •• 78 · essai\n0:0\d\n/);
    expect(await page.content()).not.toContain('612345');
    await call.hears(tones.menuPrincipal, { withinMs: 6_000 });
    await call.press('1');
    await callRow(page, 'queue').getByText('Attend un agent').waitFor();
    const queue = page.locator('[data-queue="essai"]');
    expect(await queue.getByRole('listitem').allInnerTexts()).toEqual([
      expect.stringMatching(/^1\n\+33 •• 78\n0:0\d$/),
    ]);
    await queue.getByText('Aucun agent prêt').waitFor();
    await watchFull(centre, queue);
    expect(await page.title()).toBe('(1) en attente · Carillon');

    await ready();
    const offered = await agent.phone.nextCall({ withinMs: 4_000 });
    await agentRow(page, 'reserved').getByText('Sonnerie').waitFor();
    await queue.getByText('Sonne chez Ana').waitFor();
    await offered.answer({ sound: tone(tones.agent) });
    await callRow(page, 'talking').getByText('Avec Ana').waitFor();
    await agentRow(page, 'talking').getByText('avec +33 •• 78').waitFor();
    await queue.getByText('Personne n’attend.').waitFor();

    await call.hangup();
    await page.getByText('Aucun appel en cours.').waitFor();
    await agentRow(page, 'ready').waitFor();
    await centre.nothingLeft();
  });

  it('ticks by the second, and nothing on the page jumps as calls come and go', async () => {
    const page = await signedIn();
    await page.evaluate(() => {
      const moved: string[] = [];
      const shifts = { score: 0, moved };
      Object.assign(window, { shifts });
      new PerformanceObserver((list) => {
        for (const { value, sources } of list.getEntries() as LayoutShift[]) {
          shifts.score += value;
          // A word that follows one which changed is no jump; a row, a box or a heading is.
          for (const { node } of sources) if (node instanceof Element) moved.push(node.outerHTML.slice(0, 100));
        }
      }).observe({ type: 'layout-shift' });
    });
    const [first, second] = [await callerInLine(), await callerInLine()];
    await until(async () => (await callRow(page, 'queue').count()) === 2, { withinMs: 4_000, what: 'two calls' });
    const clock = callRow(page, 'queue').first().locator('.clock').first();
    const seen = new Set<string>();
    await until(async () => seen.add(await clock.innerText()).size >= 3, { withinMs: 4_000, what: 'three seconds' });
    await first.hangup();
    await until(async () => (await callRow(page, 'queue').count()) === 1, { withinMs: 4_000, what: 'one call' });
    await second.hangup();
    await page.getByText('Aucun appel en cours.').waitFor();
    const shifts = await page.evaluate(() => (window as unknown as { shifts: Shifts }).shifts);
    expect(shifts.moved).toEqual([]);
    // A tenth counts as good (web.dev, Cumulative Layout Shift).
    expect(shifts.score).toBeLessThan(0.01);
    await centre.nothingLeft();
  });
});

describe('a line that is lost', () => {
  const greyed = (page: Page): Promise<boolean> =>
    page.evaluate(() => {
      const colourOf = (selector: string) => getComputedStyle(document.querySelector(selector)!).color;
      // What stands out while live, and the colour of a state, are both as dim as a remark.
      return new Set(['.figure', '[data-call] .clock', '[data-testid="agents"] li span'].map(colourOf)).size === 1;
    });

  it('because the controller was killed: greyed within 3 s with since when, then live again without a reload', async () => {
    const call = await callerInLine();
    const page = await signedIn();
    await callRow(page, 'queue').waitFor();
    await page.evaluate(() => Object.assign(window, { visit: 'the same' }));
    expect(await greyed(page)).toBe(false);

    const before = centre.controllerPid();
    centre.killController();
    expect(await lineIs(page, 'lost', 3_000)).toBeLessThan(3_000);
    expect(await greyed(page)).toBe(true);
    await page.getByText(/^Pas de connexion depuis \d\d:\d\d:\d\d$/).waitFor();

    await lineIs(page, 'live', 10_000);
    expect(centre.controllerPid()).not.toBe(before);
    expect(await greyed(page)).toBe(false);
    await callRow(page, 'queue').getByText('Attend un agent').waitFor();
    await call.hangup();
    await page.getByText('Aucun appel en cours.').waitFor();
    expect(await page.evaluate(() => (window as unknown as { visit?: string }).visit)).toBe('the same');
    await centre.ready();
    await centre.nothingLeft();
  });

  it('because nothing is heard though the socket is open: greyed within 3 s, its clocks stand still, then live again', async () => {
    const call = await callerInLine();
    const page = await signedIn();
    const phone = await signedIn({ viewport: { width: 390, height: 844 } });
    const topOf = async () => (await phone.locator('main').boundingBox())?.y;
    const top = await topOf();
    await callRow(page, 'queue').waitFor();
    const pid = centre.controllerPid();
    process.kill(pid, 'SIGSTOP');
    try {
      expect(await lineIs(page, 'lost', 3_000)).toBeLessThan(3_000);
      expect(await faintTexts(page)).toEqual([]);
      await lineIs(phone, 'lost', 3_000);
      expect(await topOf()).toBe(top);
      const clock = callRow(page, 'queue').locator('.clock').first();
      const stood = await clock.innerText();
      await page.evaluate(() => new Promise((resolve) => setTimeout(resolve, 1_500)));
      expect(await clock.innerText()).toBe(stood);
    } finally {
      process.kill(pid, 'SIGCONT');
    }
    await lineIs(page, 'live', 10_000);
    await call.hangup();
    await page.getByText('Aucun appel en cours.').waitFor();
    await centre.nothingLeft();
  });
});

describe('a message that is missing', () => {
  it('is noticed at the next one, and everything is asked for again', async () => {
    await ready();
    const screen = await openScreen(browser);
    const lost = await losingOne(screen.page);
    const page = await shown(signIn(screen));
    await agentRow(page, 'ready').waitFor();
    lost.loseNextDelta();
    await pause();
    await agentRow(page, 'notReady').getByText('formation').waitFor();
    expect(lost.sent()).toEqual({ lostCount: 1, resyncCount: 1, snapshotCount: 2 });
  });
});

/** Puts a line in between that can lose one delta, and counts what is asked and sent. */
async function losingOne(page: Page) {
  const counts = { lostCount: 0, resyncCount: 0, snapshotCount: 0 };
  let next: 'passed on' | 'lost' = 'passed on';
  await page.routeWebSocket(/\/api\/live$/, (socket) => {
    const server = socket.connectToServer();
    socket.onMessage((text) => {
      counts.resyncCount += 1;
      server.send(text);
    });
    server.onMessage((text) => {
      const { kind } = JSON.parse(String(text)) as { readonly kind: string };
      if (kind === 'snapshot') counts.snapshotCount += 1;
      if (kind === 'delta' && next === 'lost') {
        next = 'passed on';
        counts.lostCount += 1;
      } else socket.send(text);
    });
  });
  return {
    loseNextDelta: () => {
      next = 'lost';
    },
    sent: () => counts,
  };
}

describe('for everybody', () => {
  it('French or English by the browser, switched by keyboard, remembered', async () => {
    const page = await signedIn({ locale: 'en-GB' });
    await page.getByRole('heading', { name: 'Queues' }).waitFor();
    await page.getByRole('radio', { name: 'EN' }).focus();
    await page.keyboard.press('ArrowLeft');
    await page.getByRole('heading', { name: 'Files d’attente' }).waitFor();
    expect(await page.locator('html').getAttribute('lang')).toBe('fr');
    await page.reload();
    await page.getByRole('heading', { name: 'Files d’attente' }).waitFor();
  });

  it('the keyboard reaches the way to the content, every control and every part that scrolls', async () => {
    const page = await signedIn();
    const reached: string[] = [];
    for (let step = 0; step < 12; step += 1) {
      await page.keyboard.press('Tab');
      reached.push(
        await page.evaluate(() => {
          const one = document.activeElement;
          const title = document.getElementById(one?.getAttribute('aria-labelledby') ?? '');
          return title?.textContent ?? one?.getAttribute('aria-label') ?? one?.textContent ?? '';
        }),
      );
    }
    for (const name of ['Aller au contenu', 'Passer en sombre', 'Se déconnecter', 'Appels', 'Files', 'Agents'])
      expect(
        reached.some((text) => text.startsWith(name)),
        name,
      ).toBe(true);
  });

  it.each(['light', 'dark'] as const)('every text stands out from its ground (WCAG AA) in %s', async (colorScheme) => {
    const call = await callerInLine();
    const page = await signedIn({ colorScheme });
    await callRow(page, 'queue').waitFor();
    expect(await faintTexts(page)).toEqual([]);
    await call.hangup();
    await centre.nothingLeft();
  });

  it.each([
    [390, 844],
    [1280, 720],
    [1920, 1080],
  ])('at %d by %d nothing has to be scrolled sideways, and a wide screen not at all', async (width, height) => {
    const page = await signedIn({ viewport: { width, height } });
    await agentRow(page, 'notReady').or(agentRow(page, 'ready')).waitFor();
    const overflow = await page.evaluate(() => {
      const { scrollWidth, scrollHeight, clientWidth, clientHeight } = document.documentElement;
      return { sideways: scrollWidth - clientWidth, down: scrollHeight - clientHeight };
    });
    expect(overflow.sideways).toBe(0);
    if (width >= 1280) expect(overflow.down).toBe(0);
  });
});
