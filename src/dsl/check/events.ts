// An event that is tracked with other parameters than elsewhere: FIL301. Reports would not know what its columns mean.
// Not here: the values themselves (values-calls.ts).

import type { Statement } from '../ast.ts';
import type { Report } from '../diagnostics.ts';
import { typeText, withoutOptional } from '../types.ts';
import { statementsOf } from '../walk.ts';
import type { ProjectModel } from './model.ts';

export function checkEvents({ flows, meanings }: ProjectModel, report: Report): void {
  const first = new Map<string, { readonly node: Statement & { kind: 'track' }; readonly shape: string }>();
  for (const { statement } of flows.flatMap(({ node }) => statementsOf(node))) {
    if (statement.kind !== 'track') continue;
    const shape = statement.arguments
      .map(({ name, value }) => {
        const meaning = meanings.get(value);
        return `${name.text}: ${meaning?.kind === 'value' ? typeText(withoutOptional(meaning.type)) : 'Text'}`;
      })
      .sort()
      .join(', ');
    const before = first.get(statement.event.text);
    if (before === undefined) first.set(statement.event.text, { node: statement, shape });
    else if (before.shape !== shape && !shape.includes('unknown') && !before.shape.includes('unknown')) {
      report({
        code: 'FIL301',
        message: `The event \`${statement.event.text}\` has other parameters elsewhere`,
        span: statement.event.span,
        related: [{ span: before.node.event.span, label: `has (${before.shape})` }],
        hint: 'give it the same names and types everywhere, or another name.',
      });
    }
  }
}
