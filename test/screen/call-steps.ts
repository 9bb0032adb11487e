// The steps of one call over the live page, as a supervisor opens, watches and closes them. Not here: the call.

import type { Locator, Page } from 'playwright-core';
import { expect } from 'vitest';
import type { Centre } from '../live/centre.ts';
import { until } from '../live/until.ts';
import { faintTexts } from './browser.ts';

/** Opens the steps of the call in that row; `hangUp` ends it while they are shown. */
export async function watchSteps(
  centre: Centre,
  page: Page,
  row: Locator,
  hangUp: () => Promise<unknown>,
): Promise<void> {
  const id = (await row.getAttribute('data-call')) ?? '';
  const isKept = async (): Promise<boolean> => 'lines' in (await centre.api<object>('GET', `/api/calls/${id}/trace`));
  await until(isKept, { withinMs: 5_000, what: 'the trace to be kept', everyMs: 100 });
  await row.getByRole('button').click();
  const lines = page.getByTestId('trace').locator('li');
  await lines.and(page.locator('[data-what="queue"]')).waitFor();
  expect(await lines.and(page.locator('[data-what="pressed"]')).innerText()).toContain('Touche');
  await hangUp();
  await lines.and(page.locator('[data-what="ended"]')).waitFor();
  expect(await page.getByRole('dialog').innerText()).not.toContain('612345678');
  expect(await faintTexts(page)).toEqual([]);
  await page.getByRole('button', { name: 'Fermer' }).click();
  await page.getByRole('dialog').waitFor({ state: 'detached' });
}
