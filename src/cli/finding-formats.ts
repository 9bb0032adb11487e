// Findings in the forms that other tools read: workflow commands of GitHub, SARIF 2.1.0 (OASIS). Not here: the form for people.

import { type Diagnostic, type ReaderLanguage, catalogue } from '../dsl/index.ts';

/** One line for each finding, as GitHub Actions turns them into annotations. */
export const asGithub = (findings: readonly Diagnostic[], directory: string): readonly string[] =>
  findings.map(({ severity, code, message, span, hint }) => {
    const place = [
      `file=${property(`${directory.replace(/\/$/, '')}/${span.file}`)}`,
      `line=${span.line},col=${span.column},endLine=${span.endLine},endColumn=${span.endColumn}`,
      `title=${code}`,
    ].join(',');
    return `::${severity} ${place}::${data(`${message}\nFix: ${hint}`)}`;
  });

/** What would end a line or a command is written as GitHub's own escapes. */
const data = (text: string): string => text.replaceAll('%', '%25').replaceAll('\r', '%0D').replaceAll('\n', '%0A');
const property = (text: string): string => data(text).replaceAll(':', '%3A').replaceAll(',', '%2C');

/** A SARIF log of one run. */
export function asSarif(findings: readonly Diagnostic[], language: ReaderLanguage): object {
  const rules = Object.entries(catalogue).map(([id, entry]) => ({
    id,
    shortDescription: { text: language === 'fr' ? entry.titleFr : entry.title },
    fullDescription: { text: language === 'fr' ? entry.explanationFr : entry.explanation },
    defaultConfiguration: { level: entry.severity },
  }));
  return {
    $schema: 'https://json.schemastore.org/sarif-2.1.0.json',
    version: '2.1.0',
    runs: [
      {
        tool: { driver: { name: 'carillon check', rules } },
        columnKind: 'utf16CodeUnits',
        results: findings.map((each) => ({
          ruleId: each.code,
          ruleIndex: rules.findIndex(({ id }) => id === each.code),
          level: each.severity,
          message: { text: `${each.message}. ${each.hint}` },
          locations: [{ physicalLocation: physical(each.span) }],
          relatedLocations: each.related.map(({ span, label }, index) => ({
            id: index + 1,
            physicalLocation: physical(span),
            message: { text: label },
          })),
          ...(each.fix === null ? {} : { fixes: [fixOf(each.fix, each.hint)] }),
        })),
      },
    ],
  };
}

const physical = (span: Diagnostic['span']): object => ({
  artifactLocation: { uri: span.file.split('/').map(encodeURIComponent).join('/') },
  region: region(span),
});

const region = ({ line, column, endLine, endColumn }: Diagnostic['span']): object => ({
  startLine: line,
  startColumn: column,
  endLine,
  endColumn,
});

const fixOf = ({ span, text }: NonNullable<Diagnostic['fix']>, hint: string): object => ({
  description: { text: hint },
  artifactChanges: [
    {
      artifactLocation: { uri: span.file.split('/').map(encodeURIComponent).join('/') },
      replacements: [{ deletedRegion: region(span), insertedContent: { text } }],
    },
  ],
});
