// A queue that holds as many callers as it may, on the page. Not here: how a caller came to wait in it.

import type { Locator } from 'playwright-core';
import type { Centre } from '../live/centre.ts';

const settings = { music: 'default', wrapUpMs: 0, ringMs: 6_000 };

/** While one caller waits in `essai`: the word appears once there is room for one only, and goes once there is more. */
export async function watchFull({ api }: Centre, queue: Locator): Promise<void> {
  await api('PUT', '/api/queues/essai', { ...settings, waitingMax: 1 });
  await queue.getByText('Complète').waitFor();
  await api('PUT', '/api/queues/essai', { ...settings, waitingMax: 2 });
  await queue.getByText('Complète').waitFor({ state: 'detached' });
}
