// What deploying needs of the machine on which it is ordered: the directory of flows with its recordings, where its text comes
// from, who runs its tests, and who gives the order. Not here: the controller, which is reached through its interface.

import type { GateTests, Source } from '../deploy/index.ts';
import type { Program, SourceFile } from '../dsl/index.ts';

export interface DeployPorts {
  /** Compiles a directory. Rejects when it cannot be read. */
  readonly open: (directory: string) => Promise<OpenedFlows>;
  /** Where the text of a directory comes from, without a message of one's own. */
  readonly source: (directory: string) => Promise<Source | 'noGit'>;
  readonly gate: GateTests;
  /** The name of the user of the system who gives the order. */
  readonly user: string;
}

/** `text` is what the compiler has to say, as people read it. */
export type OpenedFlows =
  | { readonly kind: 'empty' }
  | { readonly kind: 'refused'; readonly text: string }
  | {
      readonly kind: 'compiled';
      readonly files: readonly SourceFile[];
      readonly text: string;
      readonly program: Program;
      readonly recordings: readonly OpenedRecording[];
    };

/** A recording that the program plays; `digest` is the SHA-256 of its content in hexadecimal. */
export interface OpenedRecording {
  readonly path: string;
  readonly digest: string;
  readonly read: () => Promise<Uint8Array>;
}
