// `npm run check`: types, lint, format and layers. Needs no service.
// Not here: what the steps are (rings.ts).

import { runStatic } from './rings.ts';
import { conclude } from './tally.ts';

process.exitCode = conclude([await runStatic()]);
