// What a project says about single messages: rules of `fil.json`, and `// fil-allow FIL503: reason` at the line itself.
// Not here: what the messages are about.

import type { CommentNode, SourceModule } from './ast.ts';
import { catalogue } from './catalogue.ts';
import type { Code } from './catalogue.ts';
import { Findings } from './diagnostics.ts';
import type { Diagnostic, Report } from './diagnostics.ts';
import type { Settings } from './settings.ts';
import type { Span } from './program.ts';

/** The codes that are looked for only where a rule of the project asks for them. */
export const optInCodes: readonly Code[] = ['FIL311'];

/** The diagnostics that remain, with those about allowances that are wrong or have become needless. */
export function applyRules(
  diagnostics: readonly Diagnostic[],
  { rules }: Settings,
  modules: readonly SourceModule[],
): readonly Diagnostic[] {
  const ruled = diagnostics.flatMap((each): readonly Diagnostic[] => {
    const rule = rules[each.code];
    if (rule === 'off' || (rule === undefined && optInCodes.includes(each.code))) return [];
    return [rule === 'warning' || rule === 'error' ? { ...each, severity: rule } : each];
  });
  const allowances = modules.flatMap(({ comments, ends }) => comments.flatMap((each) => allowanceOf(each, ends)));
  const used = new Set<Allowance>();
  const remaining = ruled.filter((each) => {
    const allowing = allowances.filter((allowance) => each.severity === 'warning' && covers(allowance, each));
    for (const allowance of allowing) used.add(allowance);
    return allowing.length === 0;
  });
  const findings = new Findings();
  for (const allowance of allowances) judge(allowance, used.has(allowance), findings.report);
  const told = findings.sorted().filter(({ code }) => rules[code] !== 'off');
  return [...remaining, ...told];
}

interface Allowance {
  readonly code: string;
  readonly reason: string;
  readonly line: number;
  readonly span: Span;
}

const form = /^\/\/\s*fil-allow\b\s*(?<code>[A-Za-z]*\d*)\s*:?\s*(?<reason>.*)$/u;

/** At the end of a line it is about that line, alone on a line about the next one. */
function allowanceOf({ text, span }: CommentNode, ends: ReadonlySet<number>): readonly Allowance[] {
  const { code, reason = '' } = form.exec(text)?.groups ?? {};
  if (code === undefined) return [];
  return [{ code, reason: reason.trim(), line: ends.has(span.line) ? span.line : span.line + 1, span }];
}

const covers = ({ code, reason, line, span }: Allowance, diagnostic: Diagnostic): boolean =>
  diagnostic.code === code && reason !== '' && diagnostic.span.file === span.file && diagnostic.span.line === line;

function judge({ code, reason, span }: Allowance, isUsed: boolean, report: Report): void {
  const known = Object.keys(catalogue).includes(code);
  if (!known) {
    report({
      code: 'FIL101',
      message: `There is no message \`${code}\` to allow`,
      span,
      hint: 'write `// fil-allow FIL503: reason`.',
    });
  } else if (reason === '') {
    report({
      code: 'FIL101',
      message: 'This allowance gives no reason',
      span,
      hint: `write \`// fil-allow ${code}: reason\`.`,
    });
  } else if (!isUsed) {
    report({
      code: 'FIL204',
      message: `Nothing here needs this allowance of ${code}`,
      span,
      hint: 'remove it; errors cannot be allowed.',
    });
  }
}
