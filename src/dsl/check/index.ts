// The registry of checks: each family in a file of its own, all run over one model. Not here: what any of them looks for.

import type { Report } from '../diagnostics.ts';
import { checkHandlers } from './handlers.ts';
import { checkInputs } from './inputs.ts';
import { checkLanguages } from './languages.ts';
import { checkBudget } from './budget.ts';
import { checkEnvironment } from './environment-names.ts';
import { checkEvents } from './events.ts';
import { checkLaw } from './law.ts';
import { checkMenus } from './menus.ts';
import { checkOutcomes } from './outcomes.ts';
import { checkOutside } from './values-outside.ts';
import { checkReading } from './reading.ts';
import { checkRuns } from './runs.ts';
import { checkSecrets } from './secrets.ts';
import { checkSplits } from './splits.ts';
import { checkStyle } from './style.ts';
import { checkTests } from './tests.ts';
import { checkUses } from './uses.ts';
import type { ProjectModel } from './model.ts';
import { checkNames } from './names.ts';
import { checkPaths } from './paths.ts';
import { checkPlaces } from './places.ts';
import { checkPrompts } from './prompts.ts';
import { checkQueues } from './queues.ts';
import { checkShape } from './shape.ts';
import { checkValues } from './values.ts';

/** A family of checks: looks at the whole project and reports what it finds. */
export type Check = (project: ProjectModel, report: Report) => void;

/** All checks that need nothing but the sources. Findings are ordered by place. */
export const checks: readonly Check[] = [
  checkNames,
  checkShape,
  checkHandlers,
  checkInputs,
  checkQueues,
  checkPrompts,
  checkLanguages,
  checkPlaces,
  checkValues,
  checkPaths,
  checkUses,
  checkRuns,
  checkReading,
  checkOutside,
  checkOutcomes,
  checkMenus,
  checkSplits,
  checkBudget,
  checkLaw,
  checkSecrets,
  checkStyle,
  checkTests,
  // What looks at what expressions turned out to be comes behind the checks of values.
  checkEvents,
  checkEnvironment,
];
