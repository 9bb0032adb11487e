// Which parameters of an operation its path, headers and body use. Not here: what becomes of the others.

import type { OperationNode } from '../ast.ts';
import { expressionsIn } from '../walk.ts';

/** The parameters in the path. */
export const pathParamsOf = ({ path }: OperationNode): readonly string[] =>
  (path?.pieces ?? []).flatMap((piece) => (piece.kind === 'parameter' ? [piece.name.text] : []));

/** The parameters in headers and body. */
export const usedInRequest = ({ headers, body }: OperationNode): readonly string[] =>
  expressionsIn([headers, body]).flatMap((each) => (each.kind === 'name' ? [each.name] : []));
