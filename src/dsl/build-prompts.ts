// From the concrete tree to `prompts` blocks; texts are cut into words and {parameters} with exact places.
// Not here: whether parameters and files exist.

import type { IToken } from 'chevrotain';
import { escaped, first, maybe, nameOf, quoted } from './build-common.ts';
import type { Site } from './build-common.ts';
import { buildExpression, buildParams, buildPattern } from './build-expressions.ts';
import type { BodyNode, ChooseBodyNode, PieceNode, PromptNode, PromptsNode } from './ast.ts';
import type * as cst from './cst.generated.ts';
import { nodeSpan, part, tokenSpan } from './spans.ts';

/** One `prompts` block. */
export function buildPrompts(site: Site, node: cst.PromptsCstNode): PromptsNode {
  const entries = node.children.promptEntry ?? [];
  return {
    locale: nameOf(site, first(node.children.Locale)),
    prompts: entries.map((entry) => buildPrompt(site, entry)),
    span: nodeSpan(site.file, node),
  };
}

function buildPrompt(site: Site, node: cst.PromptEntryCstNode): PromptNode {
  const { Name, params, audioBody, Text, chooseBody } = node.children;
  return {
    name: nameOf(site, first(Name)),
    params: buildParams(site, params),
    body: maybe(chooseBody, (choose) => buildChoose(site, choose)) ?? buildBody(site, { audioBody, Text }),
    span: nodeSpan(site.file, node),
  };
}

interface BodyParts {
  readonly audioBody?: readonly cst.AudioBodyCstNode[] | undefined;
  readonly Text?: readonly IToken[] | undefined;
}

function buildBody(site: Site, { audioBody, Text }: BodyParts): BodyNode {
  const audio = audioBody?.[0];
  const text = Text?.[0] ?? audio?.children.transcript?.[0];
  return {
    kind: 'body',
    audio: audio === undefined ? null : quoted(site, first(audio.children.path)),
    pieces: text === undefined ? [] : buildPieces(site, text),
    span: audio === undefined ? tokenSpan(site.file, first(Text)) : nodeSpan(site.file, audio),
  };
}

function buildChoose(site: Site, node: cst.ChooseBodyCstNode): ChooseBodyNode {
  const { Word_choose, expression, bodyCase } = node.children;
  return {
    kind: 'choose',
    keyword: tokenSpan(site.file, first(Word_choose)),
    value: buildExpression(site, first(expression)),
    cases: bodyCase.map((each) => ({
      pattern: maybe(each.children.pattern, (pattern) => buildPattern(site, pattern)),
      body: buildBody(site, each.children),
      span: nodeSpan(site.file, each),
    })),
    span: nodeSpan(site.file, node),
  };
}

/** What a text is made of: an escape, a parameter, or anything else; a lone brace is caught as such. */
const piece = /\\(?<escape>.)|\{(?<hole>[^{}"]*)\}|(?<brace>\{)|(?<text>[^\\{]+)/gsu;

/** The pieces of a text in quotes. */
export function buildPieces(site: Site, token: IToken): readonly PieceNode[] {
  const span = tokenSpan(site.file, token);
  const pieces: PieceNode[] = [];
  const addText = (text: string): void => {
    const last = pieces.at(-1);
    if (last?.kind === 'text') pieces.splice(-1, 1, { kind: 'text', text: last.text + text });
    else pieces.push({ kind: 'text', text });
  };
  for (const match of token.image.slice(1, -1).matchAll(piece)) {
    const { escape, hole, brace, text } = match.groups ?? {};
    if (text !== undefined) addText(text);
    if (escape !== undefined) addText(escaped(site, span, escape, match.index + 1));
    if (brace !== undefined) reportBrace(site, token, match.index + 1);
    const parameter = hole === undefined ? null : buildHole(site, token, { inside: hole, start: match.index + 1 });
    if (parameter !== null) pieces.push(parameter);
  }
  return pieces;
}

const holeForm = /^(?<before>\s*)(?<name>[\p{L}_][\p{L}\d_]*)(?:(?<as>\s+as\s+)(?<format>[\p{L}_][\p{L}\d_]*))?\s*$/u;

/** The parameter between braces; null after a report when there is no name, or more than a name and its format. */
function buildHole(site: Site, token: IToken, { inside, start }: { inside: string; start: number }): PieceNode | null {
  const whole = part(tokenSpan(site.file, token), start, inside.length + 2);
  const { before = '', name, as = '', format } = holeForm.exec(inside)?.groups ?? {};
  if (name !== undefined) {
    const at = 1 + before.length;
    const formatSpan = part(whole, at + name.length + as.length, format?.length ?? 0);
    return {
      kind: 'parameter',
      name: { text: name, span: part(whole, at, name.length) },
      format: format === undefined ? null : { text: format, span: formatSpan },
    };
  }
  site.report({
    code: 'FIL101',
    message: `\`{${inside}}\` is not the name of a parameter`,
    span: whole,
    hint: 'write `{name}` or `{name as format}`, or `\\{` for a brace that is to be spoken.',
  });
  return null;
}

function reportBrace(site: Site, token: IToken, start: number): void {
  site.report({
    code: 'FIL101',
    message: 'This brace opens a parameter that is never closed',
    span: part(tokenSpan(site.file, token), start, 1),
    hint: 'write `{name}`, or `\\{` for a brace that is to be spoken.',
  });
}
