// A service, its program and one request of it, for tests.

import { callId } from '../../src/base/ids.ts';
import { type World, evaluate, worldOf } from '../../src/ivr/index.ts';
import type { Program, Value } from '../../src/dsl/index.ts';
import type { ServiceRequest } from '../../src/services/index.ts';
import { compiled } from '../ivr/compiled.ts';

/** A program with this service `crm` beside the types that the tests speak of. */
export const programWith = (operations: string): Promise<Program> =>
  compiled(`
  enum Etat { ouvert "Ouvert" ferme "Fermé" }
  record Client { id: Digits nom: Text etat: Etat? solde: Money? depuis: DateTime? attente: Duration? amis: List<Text>? }
  service crm { base url config("crm.url") ${operations} }
  flow essai { entry "+33180001122" languages fr-FR  on error { hangup } step a { hangup } }
  prompts fr-FR { bonjour = "Bonjour." }`);

/** A request of it, in an environment where `crm.url` is `base`. */
export function askedOf(
  program: Program,
  operation: string,
  given: Readonly<Record<string, Value>>,
  base = 'https://crm.example/api',
): ServiceRequest {
  const world: World = { ...worldOf(program), config: { 'crm.url': base, 'crm.token': 'jeton' } };
  return {
    ...{ call: callId('C'), request: 1, program, service: 'crm', operation, arguments: given },
    ...{ timeoutMs: 2_000, key: 'C-request-1' },
    valueOf: (expression, variables) =>
      evaluate(expression, { variables, world, now: Date.UTC(2026, 0, 6, 9), ambient: () => undefined }),
  };
}
