// Which operation of which service a request names, and the built-in ones of `consent`. Not here: calling them.

import type { OperationNode, QualifiedName } from '../ast.ts';
import type { Declarations } from './declarations.ts';

/** The built-in commands. They are stored and done outside: no outcome is needed. */
export const consentCommands = ['give', 'refuse'] as const;

/** Which command of `consent` this is, or null. */
export function consentNamed({ parts }: QualifiedName): (typeof consentCommands)[number] | null {
  const [service, operation, ...more] = parts;
  if (service.text !== 'consent' || more.length > 0) return null;
  return consentCommands.find((each) => each === operation?.text) ?? null;
}

/** The operation of a declared service, or null. */
export function operationNamed({ parts, span }: QualifiedName, declarations: Declarations): OperationNode | null {
  const [service, operation, ...more] = parts;
  const found = declarations.visibleIn(span.file).get(service.text);
  if (found?.kind !== 'service' || more.length > 0) return null;
  return found.node.operations.find(({ name }) => name.text === operation?.text) ?? null;
}
