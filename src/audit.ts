// From time to time a look at what the telephone system holds, for what was missed although the connection stood: an
// answer or an event that never came, a command done after it was given up. Not here: the look itself (survey.ts).

import { type Findings, foundTwice } from './call/index.ts';
import { type SurveyParts, cleanUp, look } from './survey.ts';

/** What is found out of place twice, so far apart, is put right: nothing stays left over for longer than two audits. */
export const auditEveryMs = 5_000;

/** Audits for as long as `isCurrent` says that the connection is still the one that it began with. */
export function startAudits(parts: SurveyParts, isCurrent: () => boolean): void {
  const { clock, log, machines } = parts;
  let before: Findings | null = null;
  const again = (): void => {
    clock.after(auditEveryMs, () => {
      if (isCurrent()) void audit();
    });
  };
  const audit = async (): Promise<void> => {
    const found = await look(parts, () => []).catch((fault: unknown) => {
      log.warn('The telephone system could not be looked over; the next audit will.', { fault });
      return null;
    });
    if (!isCurrent()) return;
    again();
    if (found === null) return;
    const still = before === null ? null : foundTwice(before, found.findings);
    before = found.findings;
    if (still === null) return;
    machines.tell(still);
    await cleanUp(parts, still);
  };
  again();
}
