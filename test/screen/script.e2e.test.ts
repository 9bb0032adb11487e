// The script that an agent has before them, in a real Chromium beside a real call: it is shown, answered, and gone.

import type { Browser } from 'playwright-core';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { type AgentAtWork, type Centre, openCentre } from '../live/centre.ts';
import { tone } from '../live/phone/index.ts';
import { tones } from '../live/tones.ts';
import { faintTexts, openBrowser, openSignedIn } from './browser.ts';

let centre: Centre;
let agent: AgentAtWork;
let browser: Browser;

beforeAll(async () => {
  centre = await openCentre();
  agent = await centre.agent('Ana', 'phone-ana');
  const abilities = { languages: [], skills: [{ skill: 'fibre', level: 2 }] };
  await centre.api('PUT', `/api/agents/${agent.id}/abilities`, abilities);
  browser = await openBrowser();
});
afterAll(async () => {
  await browser.close();
  await centre.close();
});

it.each([
  { locale: 'fr-FR', yes: 'Oui', whose: 'fiche_conseil, pour Ana', colorScheme: 'light' },
  { locale: 'en-GB', yes: 'Yes', whose: 'fiche_conseil, for Ana', colorScheme: 'dark' },
] as const)(
  'in $locale a script is opened with its call, answered by a button, read until the call ends, and gone',
  async ({ locale, yes, whose, colorScheme }) => {
    const screen = await openSignedIn(browser, { locale, colorScheme });
    const { page } = screen;
    const phone = await centre.trunk();
    const call = await phone.dial('+33180009931', { sound: tone(tones.caller), callerNumber: '+33612345678' });
    const offered = await agent.phone.nextCall({ withinMs: 5_000 });
    await offered.answer({ sound: tone(tones.agent) });
    await page.getByRole('heading', { name: 'Scripts', exact: true }).waitFor();
    const script = page.getByTestId('script');
    await script.getByText(whose).waitFor();
    await script.getByText(/^Appel call-/).waitFor();
    await script.getByText('Le conseil est-il utile ?').waitFor();
    expect(await faintTexts(page)).toEqual([]);
    await script.getByRole('button', { name: yes }).click();
    await script.getByText('Le conseil est-il utile ?').waitFor({ state: 'detached' });
    // It is over: what it said can still be read, and the talk goes on.
    await script.getByText(/^Appel call-/).waitFor();
    await call.hears(tones.agent, { withinMs: 4_000 });
    await call.hangup();
    await script.waitFor({ state: 'detached' });
    await offered.ended({ withinMs: 3_000 });
    await centre.nothingLeft();
    await screen.close();
    expect(screen.complaints).toEqual([]);
  },
);
