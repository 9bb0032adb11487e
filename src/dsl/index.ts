// Fil, the flow language: from text to a Program or to messages. Runs in a browser.

export { catalogue } from './catalogue.ts';
export type { CatalogueEntry, Code } from './catalogue.ts';
export type { AudioInfo } from './check/audio.ts';
export type { Diagnostic, Related, Severity } from './diagnostics.ts';
export { applyFixes } from './fix.ts';
export { inLanguage } from './in-language.ts';
export type { ReaderLanguage } from './in-language.ts';
export { readEnvironment } from './environment.ts';
export type { Environment as EnvironmentManifest } from './environment.ts';
export { formatFile } from './format.ts';
export { checkProject, compileProject } from './project.ts';
export type { Compiled, ProjectHost } from './project.ts';
export type * from './program.ts';
export { compile } from './compile.ts';
export { compileExpression } from './compile-expressions.ts';
export type { ProjectModel } from './check/model.ts';
export type { AgentAct, Expectation, ExpressionNode, Given, TestLine, TestNode } from './ast.ts';
export { readFile } from './read.ts';
export type { ReadFile, SourceFile } from './read.ts';
export { render, renderAll } from './render.ts';
export { symbolsOf } from './symbols.ts';
export type { ProjectSymbol } from './symbols.ts';
export { statementsOf } from './walk.ts';
export { versionFiles, versionsOf, withoutVersions } from './versions.ts';
