// The types of the concrete tree, written from the grammar (UPDATE=1 vitest test/dsl/generated.test.ts). Do not edit.

import type { CstNode, IToken } from "chevrotain";

export interface TypeCstNode extends CstNode {
  name: "type";
  children: TypeCstChildren;
}

export type TypeCstChildren = {
  Name: IToken[];
  typeArguments?: TypeArgumentsCstNode[];
  Question?: IToken[];
};

export interface TypeArgumentsCstNode extends CstNode {
  name: "typeArguments";
  children: TypeArgumentsCstChildren;
}

export type TypeArgumentsCstChildren = {
  LParen?: IToken[];
  NumberLiteral?: (IToken)[];
  Range?: IToken[];
  RParen?: IToken[];
  Less?: IToken[];
  type?: TypeCstNode[];
  More?: IToken[];
};

export interface ParamsCstNode extends CstNode {
  name: "params";
  children: ParamsCstChildren;
}

export type ParamsCstChildren = {
  LParen: IToken[];
  param?: ParamCstNode[];
  Comma?: IToken[];
  RParen: IToken[];
};

export interface ParamCstNode extends CstNode {
  name: "param";
  children: ParamCstChildren;
}

export type ParamCstChildren = {
  Name: IToken[];
  Colon: IToken[];
  type: TypeCstNode[];
  Equals?: IToken[];
  expression?: ExpressionCstNode[];
};

export interface PromptRefCstNode extends CstNode {
  name: "promptRef";
  children: PromptRefCstChildren;
}

export type PromptRefCstChildren = {
  Name?: IToken[];
  namedArguments?: NamedArgumentsCstNode[];
  Text?: IToken[];
};

export interface NamedArgumentsCstNode extends CstNode {
  name: "namedArguments";
  children: NamedArgumentsCstChildren;
}

export type NamedArgumentsCstChildren = {
  LParen: IToken[];
  namedArgument?: NamedArgumentCstNode[];
  Comma?: IToken[];
  RParen: IToken[];
};

export interface NamedArgumentCstNode extends CstNode {
  name: "namedArgument";
  children: NamedArgumentCstChildren;
}

export type NamedArgumentCstChildren = {
  AnyWord: IToken[];
  Colon: IToken[];
  expression: ExpressionCstNode[];
  Word_as?: IToken[];
  Name?: IToken[];
};

export interface ExpressionCstNode extends CstNode {
  name: "expression";
  children: ExpressionCstChildren;
}

export type ExpressionCstChildren = {
  disjunction: (DisjunctionCstNode)[];
  Word_default?: IToken[];
};

export interface DisjunctionCstNode extends CstNode {
  name: "disjunction";
  children: DisjunctionCstChildren;
}

export type DisjunctionCstChildren = {
  conjunction: (ConjunctionCstNode)[];
  Word_or?: IToken[];
};

export interface ConjunctionCstNode extends CstNode {
  name: "conjunction";
  children: ConjunctionCstChildren;
}

export type ConjunctionCstChildren = {
  negation: (NegationCstNode)[];
  Word_and?: IToken[];
};

export interface NegationCstNode extends CstNode {
  name: "negation";
  children: NegationCstChildren;
}

export type NegationCstChildren = {
  Word_not?: IToken[];
  comparison: ComparisonCstNode[];
};

export interface ComparisonCstNode extends CstNode {
  name: "comparison";
  children: ComparisonCstChildren;
}

export type ComparisonCstChildren = {
  sum: (SumCstNode)[];
  operator?: (IToken)[];
  Word_not?: IToken[];
};

export interface SumCstNode extends CstNode {
  name: "sum";
  children: SumCstChildren;
}

export type SumCstChildren = {
  product: (ProductCstNode)[];
  operator?: (IToken)[];
};

export interface ProductCstNode extends CstNode {
  name: "product";
  children: ProductCstChildren;
}

export type ProductCstChildren = {
  postfix: (PostfixCstNode)[];
  operator?: (IToken)[];
};

export interface PostfixCstNode extends CstNode {
  name: "postfix";
  children: PostfixCstChildren;
}

export type PostfixCstChildren = {
  atom: AtomCstNode[];
  Dot?: IToken[];
  QuestionDot?: IToken[];
  AnyWord?: IToken[];
};

export interface AtomCstNode extends CstNode {
  name: "atom";
  children: AtomCstChildren;
}

export type AtomCstChildren = {
  Text?: IToken[];
  NumberLiteral?: IToken[];
  Percent?: IToken[];
  DurationLiteral?: IToken[];
  Locale?: IToken[];
  LaterLiteral?: IToken[];
  Word_true?: IToken[];
  Word_false?: IToken[];
  Word_none?: IToken[];
  conditional?: ConditionalCstNode[];
  nameOrCall?: NameOrCallCstNode[];
  group?: GroupCstNode[];
  laterList?: LaterListCstNode[];
};

export interface ConditionalCstNode extends CstNode {
  name: "conditional";
  children: ConditionalCstChildren;
}

export type ConditionalCstChildren = {
  Word_if: IToken[];
  expression: (ExpressionCstNode)[];
  Word_then: IToken[];
  Word_else: IToken[];
};

export interface NameOrCallCstNode extends CstNode {
  name: "nameOrCall";
  children: NameOrCallCstChildren;
}

export type NameOrCallCstChildren = {
  Name: IToken[];
  LParen?: IToken[];
  expression?: ExpressionCstNode[];
  Comma?: IToken[];
  RParen?: IToken[];
};

export interface GroupCstNode extends CstNode {
  name: "group";
  children: GroupCstChildren;
}

export type GroupCstChildren = {
  LParen: IToken[];
  expression: ExpressionCstNode[];
  RParen: IToken[];
};

export interface LaterListCstNode extends CstNode {
  name: "laterList";
  children: LaterListCstChildren;
}

export type LaterListCstChildren = {
  LBracket: IToken[];
  expression?: ExpressionCstNode[];
  Comma?: IToken[];
  RBracket: IToken[];
};

export interface LaterFieldCstNode extends CstNode {
  name: "laterField";
  children: LaterFieldCstChildren;
}

export type LaterFieldCstChildren = {
  Dot?: IToken[];
  QuestionDot?: IToken[];
  AnyWord: IToken[];
};

export interface LaterOfferCstNode extends CstNode {
  name: "laterOffer";
  children: LaterOfferCstChildren;
}

export type LaterOfferCstChildren = {
  Word_offer: IToken[];
  Rest_queueItem?: IToken[];
  laterField?: LaterFieldCstNode[];
  Word_after?: IToken[];
  DurationLiteral?: IToken[];
  unknownBlock: UnknownBlockCstNode[];
};

export interface LaterFromKeysCstNode extends CstNode {
  name: "laterFromKeys";
  children: LaterFromKeysCstChildren;
}

export type LaterFromKeysCstChildren = {
  Word_from: IToken[];
  Name: IToken[];
};

export interface LaterKeyWhenCstNode extends CstNode {
  name: "laterKeyWhen";
  children: LaterKeyWhenCstChildren;
}

export type LaterKeyWhenCstChildren = {
  Word_when: IToken[];
  expression: ExpressionCstNode[];
};

export interface LaterRenamedCstNode extends CstNode {
  name: "laterRenamed";
  children: LaterRenamedCstChildren;
}

export type LaterRenamedCstChildren = {
  Word_renamed: IToken[];
  Word_from: IToken[];
  Name: IToken[];
};

export interface LaterEffectCstNode extends CstNode {
  name: "laterEffect";
  children: LaterEffectCstChildren;
}

export type LaterEffectCstChildren = {
  Word_ask?: IToken[];
  Word_request?: IToken[];
  Word_run?: IToken[];
  Rest_statement?: IToken[];
  laterField?: LaterFieldCstNode[];
  unknownBlock?: UnknownBlockCstNode[];
};

export interface UnknownBlockCstNode extends CstNode {
  name: "unknownBlock";
  children: UnknownBlockCstChildren;
}

export type UnknownBlockCstChildren = {
  LBrace: IToken[];
  NotBrace?: IToken[];
  unknownBlock?: UnknownBlockCstNode[];
  RBrace: IToken[];
};

export interface LaterDeclarationCstNode extends CstNode {
  name: "laterDeclaration";
  children: LaterDeclarationCstChildren;
}

export type LaterDeclarationCstChildren = {
  Later_declaration: IToken[];
  Rest_declaration?: IToken[];
  laterField?: LaterFieldCstNode[];
  unknownBlock?: UnknownBlockCstNode[];
};

export interface LaterFlowItemCstNode extends CstNode {
  name: "laterFlowItem";
  children: LaterFlowItemCstChildren;
}

export type LaterFlowItemCstChildren = {
  Later_flowItem: IToken[];
  Rest_flowItem?: IToken[];
  laterField?: LaterFieldCstNode[];
  unknownBlock?: UnknownBlockCstNode[];
};

export interface LaterStatementCstNode extends CstNode {
  name: "laterStatement";
  children: LaterStatementCstChildren;
}

export type LaterStatementCstChildren = {
  Later_statement: IToken[];
  Rest_statement?: IToken[];
  laterField?: LaterFieldCstNode[];
  unknownBlock?: UnknownBlockCstNode[];
};

export interface LaterInputItemCstNode extends CstNode {
  name: "laterInputItem";
  children: LaterInputItemCstChildren;
}

export type LaterInputItemCstChildren = {
  Later_inputItem: IToken[];
  Rest_inputItem?: IToken[];
  laterField?: LaterFieldCstNode[];
  unknownBlock?: UnknownBlockCstNode[];
};

export interface LaterQueueItemCstNode extends CstNode {
  name: "laterQueueItem";
  children: LaterQueueItemCstChildren;
}

export type LaterQueueItemCstChildren = {
  Later_queueItem: IToken[];
  Rest_queueItem?: IToken[];
  laterField?: LaterFieldCstNode[];
  unknownBlock?: UnknownBlockCstNode[];
};

export interface SayStatementCstNode extends CstNode {
  name: "sayStatement";
  children: SayStatementCstChildren;
}

export type SayStatementCstChildren = {
  Word_say: IToken[];
  promptRef: PromptRefCstNode[];
};

export interface WaitStatementCstNode extends CstNode {
  name: "waitStatement";
  children: WaitStatementCstChildren;
}

export type WaitStatementCstChildren = {
  Word_wait: IToken[];
  expression: ExpressionCstNode[];
};

export interface SetStatementCstNode extends CstNode {
  name: "setStatement";
  children: SetStatementCstChildren;
}

export type SetStatementCstChildren = {
  Word_set: IToken[];
  Name: IToken[];
  Equals: IToken[];
  expression: ExpressionCstNode[];
};

export interface LetStatementCstNode extends CstNode {
  name: "letStatement";
  children: LetStatementCstChildren;
}

export type LetStatementCstChildren = {
  Word_let: IToken[];
  Name: IToken[];
  Colon?: IToken[];
  type?: TypeCstNode[];
  Equals: IToken[];
  laterEffect?: LaterEffectCstNode[];
  expression?: ExpressionCstNode[];
};

export interface GotoStatementCstNode extends CstNode {
  name: "gotoStatement";
  children: GotoStatementCstChildren;
}

export type GotoStatementCstChildren = {
  Word_goto: IToken[];
  Name: IToken[];
};

export interface LanguagesCstNode extends CstNode {
  name: "languages";
  children: LanguagesCstChildren;
}

export type LanguagesCstChildren = {
  Word_languages: IToken[];
  Locale: IToken[];
  Comma?: IToken[];
};

export interface EntryCstNode extends CstNode {
  name: "entry";
  children: EntryCstChildren;
}

export type EntryCstChildren = {
  Word_entry: IToken[];
  Text: IToken[];
  Comma?: IToken[];
};

export interface VariableCstNode extends CstNode {
  name: "variable";
  children: VariableCstChildren;
}

export type VariableCstChildren = {
  Word_var: IToken[];
  param: ParamCstNode[];
};

export interface EventCstNode extends CstNode {
  name: "event";
  children: EventCstChildren;
}

export type EventCstChildren = {
  Word_no?: IToken[];
  EventWord: IToken[];
};

export interface PromptItemCstNode extends CstNode {
  name: "promptItem";
  children: PromptItemCstChildren;
}

export type PromptItemCstChildren = {
  Word_prompt: IToken[];
  promptRef?: PromptRefCstNode[];
  laterFromKeys?: LaterFromKeysCstNode[];
};

export interface RetryItemCstNode extends CstNode {
  name: "retryItem";
  children: RetryItemCstChildren;
}

export type RetryItemCstChildren = {
  Word_retry: IToken[];
  promptRef: PromptRefCstNode[];
  Comma?: IToken[];
};

export interface WaitItemCstNode extends CstNode {
  name: "waitItem";
  children: WaitItemCstChildren;
}

export type WaitItemCstChildren = {
  Word_wait: IToken[];
  DurationLiteral: IToken[];
};

export interface BargeInItemCstNode extends CstNode {
  name: "bargeInItem";
  children: BargeInItemCstChildren;
}

export type BargeInItemCstChildren = {
  Word_barge_in: IToken[];
  Word_on?: IToken[];
  Name?: IToken[];
};

export interface KeysCstNode extends CstNode {
  name: "keys";
  children: KeysCstChildren;
}

export type KeysCstChildren = {
  KeyPress: IToken[];
};

export interface LengthItemCstNode extends CstNode {
  name: "lengthItem";
  children: LengthItemCstChildren;
}

export type LengthItemCstChildren = {
  Word_length: IToken[];
  min: IToken[];
  Range?: IToken[];
  max?: IToken[];
};

export interface EndItemCstNode extends CstNode {
  name: "endItem";
  children: EndItemCstChildren;
}

export type EndItemCstChildren = {
  Word_end: IToken[];
  Word_on: IToken[];
  keys: KeysCstNode[];
};

export interface FirstItemCstNode extends CstNode {
  name: "firstItem";
  children: FirstItemCstChildren;
}

export type FirstItemCstChildren = {
  Word_first: IToken[];
  Word_digit: IToken[];
  Word_within: IToken[];
  DurationLiteral: IToken[];
};

export interface BetweenItemCstNode extends CstNode {
  name: "betweenItem";
  children: BetweenItemCstChildren;
}

export type BetweenItemCstChildren = {
  Word_between: IToken[];
  Word_digits: IToken[];
  DurationLiteral: IToken[];
};

export interface ValidItemCstNode extends CstNode {
  name: "validItem";
  children: ValidItemCstChildren;
}

export type ValidItemCstChildren = {
  Word_valid: IToken[];
  Word_when: IToken[];
  expression: ExpressionCstNode[];
  Word_else?: IToken[];
  Word_say?: IToken[];
  promptRef?: PromptRefCstNode[];
};

export interface PriorityItemCstNode extends CstNode {
  name: "priorityItem";
  children: PriorityItemCstChildren;
}

export type PriorityItemCstChildren = {
  Word_priority: IToken[];
  expression: ExpressionCstNode[];
};

export interface GreetItemCstNode extends CstNode {
  name: "greetItem";
  children: GreetItemCstChildren;
}

export type GreetItemCstChildren = {
  Word_greet: IToken[];
  promptRef: PromptRefCstNode[];
};

export interface MusicItemCstNode extends CstNode {
  name: "musicItem";
  children: MusicItemCstChildren;
}

export type MusicItemCstChildren = {
  Word_music: IToken[];
  Name?: IToken[];
  Word_default?: IToken[];
};

export interface ModuleCstNode extends CstNode {
  name: "module";
  children: ModuleCstChildren;
}

export type ModuleCstChildren = {
  flow?: FlowCstNode[];
  prompts?: PromptsCstNode[];
  laterDeclaration?: LaterDeclarationCstNode[];
};

export interface FlowCstNode extends CstNode {
  name: "flow";
  children: FlowCstChildren;
}

export type FlowCstChildren = {
  Word_flow: IToken[];
  Name: IToken[];
  params?: ParamsCstNode[];
  LBrace: IToken[];
  flowItem?: FlowItemCstNode[];
  RBrace: IToken[];
};

export interface FlowItemCstNode extends CstNode {
  name: "flowItem";
  children: FlowItemCstChildren;
}

export type FlowItemCstChildren = {
  languages?: LanguagesCstNode[];
  entry?: EntryCstNode[];
  variable?: VariableCstNode[];
  handler?: HandlerCstNode[];
  step?: StepCstNode[];
  laterFlowItem?: LaterFlowItemCstNode[];
};

export interface HandlerCstNode extends CstNode {
  name: "handler";
  children: HandlerCstChildren;
}

export type HandlerCstChildren = {
  Word_on: IToken[];
  event: EventCstNode[];
  Comma?: IToken[];
  Word_after?: IToken[];
  DurationLiteral?: IToken[];
  NumberLiteral?: IToken[];
  Word_tries?: IToken[];
  outcome: OutcomeCstNode[];
};

export interface StepCstNode extends CstNode {
  name: "step";
  children: StepCstChildren;
}

export type StepCstChildren = {
  Word_step: IToken[];
  Name: IToken[];
  Text?: IToken[];
  laterRenamed?: LaterRenamedCstNode[];
  block: BlockCstNode[];
};

export interface BlockCstNode extends CstNode {
  name: "block";
  children: BlockCstChildren;
}

export type BlockCstChildren = {
  LBrace: IToken[];
  statement?: StatementCstNode[];
  RBrace: IToken[];
};

export interface OutcomeCstNode extends CstNode {
  name: "outcome";
  children: OutcomeCstChildren;
}

export type OutcomeCstChildren = {
  Arrow?: IToken[];
  Name?: IToken[];
  block?: BlockCstNode[];
};

export interface StatementCstNode extends CstNode {
  name: "statement";
  children: StatementCstChildren;
}

export type StatementCstChildren = {
  sayStatement?: SayStatementCstNode[];
  menuStatement?: MenuStatementCstNode[];
  collectStatement?: CollectStatementCstNode[];
  queueStatement?: QueueStatementCstNode[];
  waitStatement?: WaitStatementCstNode[];
  setStatement?: SetStatementCstNode[];
  letStatement?: LetStatementCstNode[];
  ifStatement?: IfStatementCstNode[];
  gotoStatement?: GotoStatementCstNode[];
  Word_hangup?: IToken[];
  laterStatement?: LaterStatementCstNode[];
};

export interface MenuStatementCstNode extends CstNode {
  name: "menuStatement";
  children: MenuStatementCstChildren;
}

export type MenuStatementCstChildren = {
  Word_menu: IToken[];
  Name: IToken[];
  LBrace: IToken[];
  inputItem?: InputItemCstNode[];
  RBrace: IToken[];
};

export interface CollectStatementCstNode extends CstNode {
  name: "collectStatement";
  children: CollectStatementCstChildren;
}

export type CollectStatementCstChildren = {
  Word_collect: IToken[];
  Name: IToken[];
  Colon: IToken[];
  type: TypeCstNode[];
  LBrace: IToken[];
  inputItem?: InputItemCstNode[];
  RBrace: IToken[];
};

export interface QueueStatementCstNode extends CstNode {
  name: "queueStatement";
  children: QueueStatementCstChildren;
}

export type QueueStatementCstChildren = {
  Word_queue: IToken[];
  Name: IToken[];
  LBrace: IToken[];
  queueItem?: QueueItemCstNode[];
  RBrace: IToken[];
};

export interface IfStatementCstNode extends CstNode {
  name: "ifStatement";
  children: IfStatementCstChildren;
}

export type IfStatementCstChildren = {
  Word_if: IToken[];
  expression: ExpressionCstNode[];
  then: OutcomeCstNode[];
  Word_else?: IToken[];
  ifStatement?: IfStatementCstNode[];
  otherwise?: OutcomeCstNode[];
};

export interface InputItemCstNode extends CstNode {
  name: "inputItem";
  children: InputItemCstChildren;
}

export type InputItemCstChildren = {
  promptItem?: PromptItemCstNode[];
  retryItem?: RetryItemCstNode[];
  waitItem?: WaitItemCstNode[];
  bargeInItem?: BargeInItemCstNode[];
  keyItem?: KeyItemCstNode[];
  lengthItem?: LengthItemCstNode[];
  endItem?: EndItemCstNode[];
  firstItem?: FirstItemCstNode[];
  betweenItem?: BetweenItemCstNode[];
  validItem?: ValidItemCstNode[];
  handler?: HandlerCstNode[];
  laterInputItem?: LaterInputItemCstNode[];
};

export interface KeyItemCstNode extends CstNode {
  name: "keyItem";
  children: KeyItemCstChildren;
}

export type KeyItemCstChildren = {
  Word_key: IToken[];
  keys: KeysCstNode[];
  Text?: IToken[];
  laterKeyWhen?: LaterKeyWhenCstNode[];
  outcome: OutcomeCstNode[];
};

export interface QueueItemCstNode extends CstNode {
  name: "queueItem";
  children: QueueItemCstChildren;
}

export type QueueItemCstChildren = {
  priorityItem?: PriorityItemCstNode[];
  greetItem?: GreetItemCstNode[];
  musicItem?: MusicItemCstNode[];
  afterItem?: AfterItemCstNode[];
  handler?: HandlerCstNode[];
  laterOffer?: LaterOfferCstNode[];
  laterQueueItem?: LaterQueueItemCstNode[];
};

export interface AfterItemCstNode extends CstNode {
  name: "afterItem";
  children: AfterItemCstChildren;
}

export type AfterItemCstChildren = {
  Word_after: IToken[];
  DurationLiteral: IToken[];
  outcome: OutcomeCstNode[];
};

export interface PromptsCstNode extends CstNode {
  name: "prompts";
  children: PromptsCstChildren;
}

export type PromptsCstChildren = {
  Word_prompts: IToken[];
  Locale: IToken[];
  LBrace: IToken[];
  promptEntry?: PromptEntryCstNode[];
  RBrace: IToken[];
};

export interface PromptEntryCstNode extends CstNode {
  name: "promptEntry";
  children: PromptEntryCstChildren;
}

export type PromptEntryCstChildren = {
  Name: IToken[];
  params?: ParamsCstNode[];
  Equals: IToken[];
  audioBody?: AudioBodyCstNode[];
  Text?: IToken[];
  laterChoose?: LaterChooseCstNode[];
};

export interface AudioBodyCstNode extends CstNode {
  name: "audioBody";
  children: AudioBodyCstChildren;
}

export type AudioBodyCstChildren = {
  Word_audio: IToken[];
  path: IToken[];
  transcript?: IToken[];
};

export interface LaterChooseCstNode extends CstNode {
  name: "laterChoose";
  children: LaterChooseCstChildren;
}

export type LaterChooseCstChildren = {
  Word_choose: IToken[];
  expression: ExpressionCstNode[];
  unknownBlock: UnknownBlockCstNode[];
};
