// `npm run build`: makes web/dist, the live page. The server itself needs no build.

import { buildPage } from './page.ts';
import { printFault } from './stack/index.ts';

try {
  await buildPage((line) => {
    console.error(line);
  });
  console.error('The live page is in web/dist.');
} catch (fault) {
  printFault(fault);
  process.exitCode = 1;
}
