// What all tests of a project share. Data only. Not here: running them (run-test.ts).

import type { Program } from '../../dsl/index.ts';
import type { ValueOf } from './coder.ts';
import type { Environment } from './mocks.ts';

/** What all tests of a project share. */
export interface Bench {
  readonly program: Program;
  readonly environment: Environment;
  /** The language of flows that name none. */
  readonly reference: string;
  readonly valueOf: ValueOf;
  /** What becomes of a request that no line speaks of. */
  readonly manner: 'strict' | 'lenient';
  /** The version that `reload` names in this test file; null: it compiles. */
  readonly reload: (file: string, version: string) => string | null;
}
