// The controller's own entry, started by the supervisor: as little as possible is loaded before it serves.

import { runController } from './controller-process.ts';

await runController();
