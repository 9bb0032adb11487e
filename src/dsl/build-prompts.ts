// From the concrete tree to `prompts` blocks; texts are cut into words and {parameters} with exact places.
// Not here: whether parameters and files exist.

import type { IToken } from 'chevrotain';
import { escaped, first, nameOf, refuseLater, textOf } from './build-common.ts';
import type { Site } from './build-common.ts';
import { buildType } from './build-expressions.ts';
import type { Name, ParamNode, PieceNode, PromptNode, PromptsNode } from './ast.ts';
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
  const { Name, params, audioBody, Text, laterChoose } = node.children;
  if (laterChoose !== undefined)
    refuseLater(site, tokenSpan(site.file, first(first(laterChoose).children.Word_choose)), 'choose');
  const audio = audioBody === undefined ? undefined : first(audioBody).children;
  const text = Text?.[0] ?? audio?.transcript?.[0];
  return {
    name: nameOf(site, first(Name)),
    params: params === undefined ? null : (first(params).children.param ?? []).map((param) => buildParam(site, param)),
    audio: audio === undefined ? null : pathOf(site, first(audio.path)),
    pieces: text === undefined ? [] : buildPieces(site, text),
    span: nodeSpan(site.file, node),
  };
}

const pathOf = (site: Site, token: IToken): Name => ({ text: textOf(site, token), span: tokenSpan(site.file, token) });

function buildParam(site: Site, node: cst.ParamCstNode): ParamNode {
  const { Name, Equals, type } = node.children;
  if (Equals !== undefined) refuseLater(site, tokenSpan(site.file, first(Equals)), '= value');
  return { name: nameOf(site, first(Name)), type: buildType(site, first(type)) };
}

/** What a text is made of: an escape, a parameter, or anything else; a lone brace is caught as such. */
const piece = /\\(?<escape>.)|\{(?<hole>[^{}"]*)\}|(?<brace>\{)|(?<text>[^\\{]+)/gsu;

function buildPieces(site: Site, token: IToken): readonly PieceNode[] {
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
    if (parameter !== null) pieces.push({ kind: 'parameter', name: parameter });
  }
  return pieces;
}

/** The parameter between braces; null after a report when there is no name, or more than a name. */
function buildHole(site: Site, token: IToken, { inside, start }: { inside: string; start: number }): Name | null {
  const whole = part(tokenSpan(site.file, token), start, inside.length + 2);
  const [name = '', ...rest] = inside.trim().split(/\s+/);
  if (rest[0] === 'as') {
    refuseLater(site, whole, `as ${rest.slice(1).join(' ')}`.trim());
    return null;
  }
  if (rest.length === 0 && /^[\p{L}_][\p{L}\d_]*$/u.test(name)) {
    return { text: name, span: part(whole, 1 + inside.indexOf(name), name.length) };
  }
  site.report({
    code: 'FIL101',
    message: `\`{${inside}}\` is not the name of a parameter`,
    span: whole,
    hint: 'write `{name}`, or `\\{` for a brace that is to be spoken.',
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
