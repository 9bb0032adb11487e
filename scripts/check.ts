// `npm run check`: types, lint, format and layers. Needs no service.
// Not here: what the steps are (rings.ts).

import { runStatic } from './rings.ts';

const { passed, failed } = await runStatic();
console.log(`\n${passed} passed, ${failed} failed`);
process.exitCode = failed === 0 ? 0 : 1;
