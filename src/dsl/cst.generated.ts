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
  min?: IToken[];
  Range?: IToken[];
  max?: IToken[];
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
  comparator?: ComparatorCstNode[];
};

export interface ComparatorCstNode extends CstNode {
  name: "comparator";
  children: ComparatorCstChildren;
}

export type ComparatorCstChildren = {
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
  MoneyLiteral?: IToken[];
  DateLiteral?: IToken[];
  TimeLiteral?: IToken[];
  Word_true?: IToken[];
  Word_false?: IToken[];
  Word_none?: IToken[];
  conditional?: ConditionalCstNode[];
  nameOrCall?: NameOrCallCstNode[];
  group?: GroupCstNode[];
  list?: ListCstNode[];
  record?: RecordCstNode[];
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

export interface ListCstNode extends CstNode {
  name: "list";
  children: ListCstChildren;
}

export type ListCstChildren = {
  LBracket: IToken[];
  expression?: ExpressionCstNode[];
  Comma?: IToken[];
  RBracket: IToken[];
};

export interface RecordCstNode extends CstNode {
  name: "record";
  children: RecordCstChildren;
}

export type RecordCstChildren = {
  LBrace: IToken[];
  recordField?: RecordFieldCstNode[];
  RBrace: IToken[];
};

export interface RecordFieldCstNode extends CstNode {
  name: "recordField";
  children: RecordFieldCstChildren;
}

export type RecordFieldCstChildren = {
  AnyWord: IToken[];
  Colon: IToken[];
  expression: ExpressionCstNode[];
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

export interface TellStatementCstNode extends CstNode {
  name: "tellStatement";
  children: TellStatementCstChildren;
}

export type TellStatementCstChildren = {
  Word_tell: IToken[];
  promptRef: PromptRefCstNode[];
};

export interface AnnounceStatementCstNode extends CstNode {
  name: "announceStatement";
  children: AnnounceStatementCstChildren;
}

export type AnnounceStatementCstChildren = {
  Word_announce: IToken[];
  promptRef: PromptRefCstNode[];
};

export interface QnameCstNode extends CstNode {
  name: "qname";
  children: QnameCstChildren;
}

export type QnameCstChildren = {
  Name: IToken[];
  Dot?: IToken[];
  AnyWord?: IToken[];
};

export interface SetStatementCstNode extends CstNode {
  name: "setStatement";
  children: SetStatementCstChildren;
}

export type SetStatementCstChildren = {
  Word_set: IToken[];
  qname: QnameCstNode[];
  Equals: IToken[];
  expression: ExpressionCstNode[];
};

export interface ScheduleStatementCstNode extends CstNode {
  name: "scheduleStatement";
  children: ScheduleStatementCstChildren;
}

export type ScheduleStatementCstChildren = {
  Word_schedule: IToken[];
  Word_callback: IToken[];
  Word_to: IToken[];
  to: ExpressionCstNode[];
  Word_in: IToken[];
  Name: IToken[];
  Word_keep?: IToken[];
  Word_position?: IToken[];
  Word_at?: IToken[];
  at?: ExpressionCstNode[];
};

export interface SendStatementCstNode extends CstNode {
  name: "sendStatement";
  children: SendStatementCstChildren;
}

export type SendStatementCstChildren = {
  Word_send: IToken[];
  medium?: (IToken)[];
  promptRef: PromptRefCstNode[];
  Word_to: IToken[];
  expression: ExpressionCstNode[];
};

export interface TrackStatementCstNode extends CstNode {
  name: "trackStatement";
  children: TrackStatementCstChildren;
}

export type TrackStatementCstChildren = {
  Word_track: IToken[];
  Name: IToken[];
  namedArguments?: NamedArgumentsCstNode[];
};

export interface LanguageStatementCstNode extends CstNode {
  name: "languageStatement";
  children: LanguageStatementCstChildren;
}

export type LanguageStatementCstChildren = {
  Word_language: IToken[];
  expression: ExpressionCstNode[];
};

export interface RecordingStatementCstNode extends CstNode {
  name: "recordingStatement";
  children: RecordingStatementCstChildren;
}

export type RecordingStatementCstChildren = {
  Word_recording: IToken[];
  Name: IToken[];
};

export interface ReturnStatementCstNode extends CstNode {
  name: "returnStatement";
  children: ReturnStatementCstChildren;
}

export type ReturnStatementCstChildren = {
  Word_return: IToken[];
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

export interface PurposeCstNode extends CstNode {
  name: "purpose";
  children: PurposeCstChildren;
}

export type PurposeCstChildren = {
  Word_purpose: IToken[];
  what?: (IToken)[];
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

export interface PatternCstNode extends CstNode {
  name: "pattern";
  children: PatternCstChildren;
}

export type PatternCstChildren = {
  Name?: IToken[];
  min?: IToken[];
  Range?: IToken[];
  max?: IToken[];
  Text?: IToken[];
  Word_none?: IToken[];
  Word_true?: IToken[];
  Word_false?: IToken[];
};

export interface PromptItemCstNode extends CstNode {
  name: "promptItem";
  children: PromptItemCstChildren;
}

export type PromptItemCstChildren = {
  Word_prompt: IToken[];
  promptRef?: PromptRefCstNode[];
  fromKeys?: FromKeysCstNode[];
};

export interface FromKeysCstNode extends CstNode {
  name: "fromKeys";
  children: FromKeysCstChildren;
}

export type FromKeysCstChildren = {
  Word_from: IToken[];
  Word_keys: IToken[];
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

export interface MaxItemCstNode extends CstNode {
  name: "maxItem";
  children: MaxItemCstChildren;
}

export type MaxItemCstChildren = {
  Word_max: IToken[];
  DurationLiteral: IToken[];
};

export interface SilenceItemCstNode extends CstNode {
  name: "silenceItem";
  children: SilenceItemCstChildren;
}

export type SilenceItemCstChildren = {
  Word_silence: IToken[];
  DurationLiteral: IToken[];
};

export interface MeaningItemCstNode extends CstNode {
  name: "meaningItem";
  children: MeaningItemCstChildren;
}

export type MeaningItemCstChildren = {
  Word_meaning: IToken[];
  pattern: PatternCstNode[];
  Equals: IToken[];
  Text: IToken[];
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

export interface RequireItemCstNode extends CstNode {
  name: "requireItem";
  children: RequireItemCstChildren;
}

export type RequireItemCstChildren = {
  Word_require: IToken[];
  expression: ExpressionCstNode[];
  relaxation?: RelaxationCstNode[];
};

export interface RelaxationCstNode extends CstNode {
  name: "relaxation";
  children: RelaxationCstChildren;
}

export type RelaxationCstChildren = {
  Word_for: IToken[];
  DurationLiteral: IToken[];
  Word_then: IToken[];
  expression: ExpressionCstNode[];
};

export interface TimeoutItemCstNode extends CstNode {
  name: "timeoutItem";
  children: TimeoutItemCstChildren;
}

export type TimeoutItemCstChildren = {
  Word_timeout: IToken[];
  DurationLiteral: IToken[];
};

export interface FromItemCstNode extends CstNode {
  name: "fromItem";
  children: FromItemCstChildren;
}

export type FromItemCstChildren = {
  Word_from: IToken[];
  expression: ExpressionCstNode[];
};

export interface HeaderItemCstNode extends CstNode {
  name: "headerItem";
  children: HeaderItemCstChildren;
}

export type HeaderItemCstChildren = {
  Word_header: IToken[];
  Text: IToken[];
  Equals: IToken[];
  expression: ExpressionCstNode[];
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

export interface StatementCstNode extends CstNode {
  name: "statement";
  children: StatementCstChildren;
}

export type StatementCstChildren = {
  sayStatement?: SayStatementCstNode[];
  tellStatement?: TellStatementCstNode[];
  announceStatement?: AnnounceStatementCstNode[];
  menuStatement?: MenuStatementCstNode[];
  collectStatement?: CollectStatementCstNode[];
  voicemailStatement?: VoicemailStatementCstNode[];
  ask?: AskCstNode[];
  effect?: EffectCstNode[];
  letStatement?: LetStatementCstNode[];
  setStatement?: SetStatementCstNode[];
  ifStatement?: IfStatementCstNode[];
  chooseStatement?: ChooseStatementCstNode[];
  repeatStatement?: RepeatStatementCstNode[];
  forStatement?: ForStatementCstNode[];
  queueStatement?: QueueStatementCstNode[];
  transferStatement?: TransferStatementCstNode[];
  scheduleStatement?: ScheduleStatementCstNode[];
  sendStatement?: SendStatementCstNode[];
  trackStatement?: TrackStatementCstNode[];
  languageStatement?: LanguageStatementCstNode[];
  splitStatement?: SplitStatementCstNode[];
  waitStatement?: WaitStatementCstNode[];
  objectionStatement?: ObjectionStatementCstNode[];
  recordingStatement?: RecordingStatementCstNode[];
  gotoStatement?: GotoStatementCstNode[];
  returnStatement?: ReturnStatementCstNode[];
  Word_hangup?: IToken[];
  Word_again?: IToken[];
  Word_leave?: IToken[];
};

export interface MenuStatementCstNode extends CstNode {
  name: "menuStatement";
  children: MenuStatementCstChildren;
}

export type MenuStatementCstChildren = {
  Word_menu: IToken[];
  Name: IToken[];
  inputBody: InputBodyCstNode[];
};

export interface InputBodyCstNode extends CstNode {
  name: "inputBody";
  children: InputBodyCstChildren;
}

export type InputBodyCstChildren = {
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
  inputBody: InputBodyCstNode[];
};

export interface VoicemailStatementCstNode extends CstNode {
  name: "voicemailStatement";
  children: VoicemailStatementCstChildren;
}

export type VoicemailStatementCstChildren = {
  Word_voicemail: IToken[];
  Name: IToken[];
  Word_in?: IToken[];
  queue?: IToken[];
  inputBody: InputBodyCstNode[];
};

export interface AskCstNode extends CstNode {
  name: "ask";
  children: AskCstChildren;
}

export type AskCstChildren = {
  Word_ask: IToken[];
  Name: IToken[];
  namedArguments?: NamedArgumentsCstNode[];
  handlers?: HandlersCstNode[];
};

export interface EffectCstNode extends CstNode {
  name: "effect";
  children: EffectCstChildren;
}

export type EffectCstChildren = {
  Word_request?: IToken[];
  Word_run?: IToken[];
  qname: QnameCstNode[];
  namedArguments?: NamedArgumentsCstNode[];
  handlers?: HandlersCstNode[];
};

export interface HandlersCstNode extends CstNode {
  name: "handlers";
  children: HandlersCstChildren;
}

export type HandlersCstChildren = {
  LBrace: IToken[];
  handler?: HandlerCstNode[];
  RBrace: IToken[];
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
  effect?: EffectCstNode[];
  ask?: AskCstNode[];
  expression?: ExpressionCstNode[];
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

export interface ChooseStatementCstNode extends CstNode {
  name: "chooseStatement";
  children: ChooseStatementCstChildren;
}

export type ChooseStatementCstChildren = {
  Word_choose: IToken[];
  expression: ExpressionCstNode[];
  LBrace: IToken[];
  chooseCase: ChooseCaseCstNode[];
  RBrace: IToken[];
};

export interface ChooseCaseCstNode extends CstNode {
  name: "chooseCase";
  children: ChooseCaseCstChildren;
}

export type ChooseCaseCstChildren = {
  Word_otherwise?: IToken[];
  pattern?: PatternCstNode[];
  Comma?: IToken[];
  outcome: OutcomeCstNode[];
};

export interface RepeatStatementCstNode extends CstNode {
  name: "repeatStatement";
  children: RepeatStatementCstChildren;
}

export type RepeatStatementCstChildren = {
  Word_repeat: IToken[];
  Word_up: IToken[];
  Word_to: IToken[];
  NumberLiteral: IToken[];
  Word_times: IToken[];
  block: BlockCstNode[];
  Word_else?: IToken[];
  outcome?: OutcomeCstNode[];
};

export interface ForStatementCstNode extends CstNode {
  name: "forStatement";
  children: ForStatementCstChildren;
}

export type ForStatementCstChildren = {
  Word_for: IToken[];
  Word_each: IToken[];
  Name: IToken[];
  Word_in: IToken[];
  expression: ExpressionCstNode[];
  block: BlockCstNode[];
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

export interface TransferStatementCstNode extends CstNode {
  name: "transferStatement";
  children: TransferStatementCstChildren;
}

export type TransferStatementCstChildren = {
  Word_transfer: IToken[];
  Word_to: IToken[];
  expression: ExpressionCstNode[];
  LBrace?: IToken[];
  transferItem?: TransferItemCstNode[];
  RBrace?: IToken[];
};

export interface TransferItemCstNode extends CstNode {
  name: "transferItem";
  children: TransferItemCstChildren;
}

export type TransferItemCstChildren = {
  timeoutItem?: TimeoutItemCstNode[];
  fromItem?: FromItemCstNode[];
  headerItem?: HeaderItemCstNode[];
  handler?: HandlerCstNode[];
};

export interface SplitStatementCstNode extends CstNode {
  name: "splitStatement";
  children: SplitStatementCstChildren;
}

export type SplitStatementCstChildren = {
  Word_split: IToken[];
  Name: IToken[];
  Word_by: IToken[];
  expression: ExpressionCstNode[];
  LBrace: IToken[];
  splitBranch: SplitBranchCstNode[];
  RBrace: IToken[];
};

export interface SplitBranchCstNode extends CstNode {
  name: "splitBranch";
  children: SplitBranchCstChildren;
}

export type SplitBranchCstChildren = {
  Percent: IToken[];
  Name: IToken[];
  outcome: OutcomeCstNode[];
};

export interface ObjectionStatementCstNode extends CstNode {
  name: "objectionStatement";
  children: ObjectionStatementCstChildren;
}

export type ObjectionStatementCstChildren = {
  Word_on: IToken[];
  Word_objection: IToken[];
  Text: IToken[];
  outcome: OutcomeCstNode[];
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
  Word_beep?: IToken[];
  Word_secret?: IToken[];
  keyItem?: KeyItemCstNode[];
  lengthItem?: LengthItemCstNode[];
  endItem?: EndItemCstNode[];
  firstItem?: FirstItemCstNode[];
  betweenItem?: BetweenItemCstNode[];
  maxItem?: MaxItemCstNode[];
  silenceItem?: SilenceItemCstNode[];
  validItem?: ValidItemCstNode[];
  meaningItem?: MeaningItemCstNode[];
  handler?: HandlerCstNode[];
};

export interface KeyItemCstNode extends CstNode {
  name: "keyItem";
  children: KeyItemCstChildren;
}

export type KeyItemCstChildren = {
  Word_key: IToken[];
  keys: KeysCstNode[];
  Text?: IToken[];
  whenPart?: WhenPartCstNode[];
  outcome: OutcomeCstNode[];
};

export interface WhenPartCstNode extends CstNode {
  name: "whenPart";
  children: WhenPartCstChildren;
}

export type WhenPartCstChildren = {
  Word_when: IToken[];
  expression: ExpressionCstNode[];
};

export interface QueueItemCstNode extends CstNode {
  name: "queueItem";
  children: QueueItemCstChildren;
}

export type QueueItemCstChildren = {
  priorityItem?: PriorityItemCstNode[];
  requireItem?: RequireItemCstNode[];
  greetItem?: GreetItemCstNode[];
  musicItem?: MusicItemCstNode[];
  everyItem?: EveryItemCstNode[];
  afterItem?: AfterItemCstNode[];
  offerItem?: OfferItemCstNode[];
  connectItem?: ConnectItemCstNode[];
  handler?: HandlerCstNode[];
};

export interface EveryItemCstNode extends CstNode {
  name: "everyItem";
  children: EveryItemCstChildren;
}

export type EveryItemCstChildren = {
  Word_every: IToken[];
  DurationLiteral: IToken[];
  block: BlockCstNode[];
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

export interface OfferItemCstNode extends CstNode {
  name: "offerItem";
  children: OfferItemCstChildren;
}

export type OfferItemCstChildren = {
  Word_offer: IToken[];
  promptRef: PromptRefCstNode[];
  whenPart?: WhenPartCstNode[];
  Word_after?: IToken[];
  DurationLiteral?: IToken[];
  inputBody: InputBodyCstNode[];
};

export interface ConnectItemCstNode extends CstNode {
  name: "connectItem";
  children: ConnectItemCstChildren;
}

export type ConnectItemCstChildren = {
  Word_connect: IToken[];
  block: BlockCstNode[];
};

export interface UseCstNode extends CstNode {
  name: "use";
  children: UseCstChildren;
}

export type UseCstChildren = {
  Word_use: IToken[];
  Name: IToken[];
  Comma?: IToken[];
  Word_from: IToken[];
  Text: IToken[];
};

export interface RecordDeclarationCstNode extends CstNode {
  name: "recordDeclaration";
  children: RecordDeclarationCstChildren;
}

export type RecordDeclarationCstChildren = {
  Word_record: IToken[];
  Name: IToken[];
  LBrace: IToken[];
  fieldDeclaration?: FieldDeclarationCstNode[];
  RBrace: IToken[];
};

export interface FieldDeclarationCstNode extends CstNode {
  name: "fieldDeclaration";
  children: FieldDeclarationCstChildren;
}

export type FieldDeclarationCstChildren = {
  AnyWord: IToken[];
  Colon: IToken[];
  type: TypeCstNode[];
};

export interface EnumDeclarationCstNode extends CstNode {
  name: "enumDeclaration";
  children: EnumDeclarationCstChildren;
}

export type EnumDeclarationCstChildren = {
  Word_enum: IToken[];
  Name: IToken[];
  LBrace: IToken[];
  enumMember: EnumMemberCstNode[];
  RBrace: IToken[];
};

export interface EnumMemberCstNode extends CstNode {
  name: "enumMember";
  children: EnumMemberCstChildren;
}

export type EnumMemberCstChildren = {
  Name: IToken[];
  Text?: IToken[];
};

export interface HoursCstNode extends CstNode {
  name: "hours";
  children: HoursCstChildren;
}

export type HoursCstChildren = {
  Word_hours: IToken[];
  Name: IToken[];
  Word_timezone: IToken[];
  Text: IToken[];
  LBrace: IToken[];
  hoursItem?: HoursItemCstNode[];
  RBrace: IToken[];
};

export interface HoursItemCstNode extends CstNode {
  name: "hoursItem";
  children: HoursItemCstChildren;
}

export type HoursItemCstChildren = {
  holidaysItem?: HolidaysItemCstNode[];
  closedItem?: ClosedItemCstNode[];
  openItem?: OpenItemCstNode[];
  dayItem?: DayItemCstNode[];
};

export interface HolidaysItemCstNode extends CstNode {
  name: "holidaysItem";
  children: HolidaysItemCstChildren;
}

export type HolidaysItemCstChildren = {
  Word_holidays: IToken[];
  Locale: IToken[];
};

export interface ClosedItemCstNode extends CstNode {
  name: "closedItem";
  children: ClosedItemCstChildren;
}

export type ClosedItemCstChildren = {
  Word_closed: IToken[];
  dates: DatesCstNode[];
  Text?: IToken[];
};

export interface OpenItemCstNode extends CstNode {
  name: "openItem";
  children: OpenItemCstChildren;
}

export type OpenItemCstChildren = {
  Word_open: IToken[];
  dates: DatesCstNode[];
  times: TimesCstNode[];
};

export interface DayItemCstNode extends CstNode {
  name: "dayItem";
  children: DayItemCstChildren;
}

export type DayItemCstChildren = {
  from: IToken[];
  Range?: IToken[];
  to?: IToken[];
  times: TimesCstNode[];
};

export interface DatesCstNode extends CstNode {
  name: "dates";
  children: DatesCstChildren;
}

export type DatesCstChildren = {
  from: IToken[];
  Range?: IToken[];
  to?: IToken[];
};

export interface TimesCstNode extends CstNode {
  name: "times";
  children: TimesCstChildren;
}

export type TimesCstChildren = {
  timeRange: TimeRangeCstNode[];
  Comma?: IToken[];
};

export interface TimeRangeCstNode extends CstNode {
  name: "timeRange";
  children: TimeRangeCstChildren;
}

export type TimeRangeCstChildren = {
  from: IToken[];
  Range: IToken[];
  to: IToken[];
};

export interface ServiceCstNode extends CstNode {
  name: "service";
  children: ServiceCstChildren;
}

export type ServiceCstChildren = {
  Word_service: IToken[];
  Name: IToken[];
  LBrace: IToken[];
  Word_base: IToken[];
  Word_url: IToken[];
  expression: ExpressionCstNode[];
  operation?: OperationCstNode[];
  RBrace: IToken[];
};

export interface OperationCstNode extends CstNode {
  name: "operation";
  children: OperationCstChildren;
}

export type OperationCstChildren = {
  kind?: (IToken)[];
  Name: IToken[];
  params: ParamsCstNode[];
  Arrow?: IToken[];
  type?: TypeCstNode[];
  LBrace: IToken[];
  operationItem?: OperationItemCstNode[];
  RBrace: IToken[];
};

export interface OperationItemCstNode extends CstNode {
  name: "operationItem";
  children: OperationItemCstChildren;
}

export type OperationItemCstChildren = {
  methodItem?: MethodItemCstNode[];
  timeoutItem?: TimeoutItemCstNode[];
  retryTimes?: RetryTimesCstNode[];
  headerItem?: HeaderItemCstNode[];
  bodyItem?: BodyItemCstNode[];
};

export interface MethodItemCstNode extends CstNode {
  name: "methodItem";
  children: MethodItemCstChildren;
}

export type MethodItemCstChildren = {
  method?: (IToken)[];
  Text: IToken[];
};

export interface RetryTimesCstNode extends CstNode {
  name: "retryTimes";
  children: RetryTimesCstChildren;
}

export type RetryTimesCstChildren = {
  Word_retry: IToken[];
  NumberLiteral: IToken[];
  Word_times: IToken[];
};

export interface BodyItemCstNode extends CstNode {
  name: "bodyItem";
  children: BodyItemCstChildren;
}

export type BodyItemCstChildren = {
  Word_body: IToken[];
  expression: ExpressionCstNode[];
};

export interface QuestionCstNode extends CstNode {
  name: "question";
  children: QuestionCstChildren;
}

export type QuestionCstChildren = {
  Word_question: IToken[];
  Name: IToken[];
  params?: ParamsCstNode[];
  Colon: IToken[];
  type: TypeCstNode[];
  inputBody: InputBodyCstNode[];
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
  chooseBody?: ChooseBodyCstNode[];
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

export interface ChooseBodyCstNode extends CstNode {
  name: "chooseBody";
  children: ChooseBodyCstChildren;
}

export type ChooseBodyCstChildren = {
  Word_choose: IToken[];
  expression: ExpressionCstNode[];
  LBrace: IToken[];
  bodyCase: BodyCaseCstNode[];
  RBrace: IToken[];
};

export interface BodyCaseCstNode extends CstNode {
  name: "bodyCase";
  children: BodyCaseCstChildren;
}

export type BodyCaseCstChildren = {
  Word_otherwise?: IToken[];
  pattern?: PatternCstNode[];
  Arrow: IToken[];
  audioBody?: AudioBodyCstNode[];
  Text?: IToken[];
};

export interface TestCstNode extends CstNode {
  name: "test";
  children: TestCstChildren;
}

export type TestCstChildren = {
  Word_test: IToken[];
  Text: IToken[];
  Word_for: IToken[];
  Name: IToken[];
  namedArguments?: NamedArgumentsCstNode[];
  LBrace: IToken[];
  testLine?: TestLineCstNode[];
  RBrace: IToken[];
};

export interface TestLineCstNode extends CstNode {
  name: "testLine";
  children: TestLineCstChildren;
}

export type TestLineCstChildren = {
  givenLine?: GivenLineCstNode[];
  expectLine?: ExpectLineCstNode[];
  pressLine?: PressLineCstNode[];
  speakLine?: SpeakLineCstNode[];
  waitLine?: WaitLineCstNode[];
  hangUp?: HangUpCstNode[];
  reloadLine?: ReloadLineCstNode[];
  Word_restart?: IToken[];
  agentLine?: AgentLineCstNode[];
};

export interface GivenLineCstNode extends CstNode {
  name: "givenLine";
  children: GivenLineCstChildren;
}

export type GivenLineCstChildren = {
  Word_given: IToken[];
  givenCall?: GivenCallCstNode[];
  givenSplit?: GivenSplitCstNode[];
  givenConfig?: GivenConfigCstNode[];
  Word_answering_machine?: IToken[];
  givenRequest?: GivenRequestCstNode[];
  givenQueue?: GivenQueueCstNode[];
  givenTransfer?: GivenTransferCstNode[];
};

export interface GivenCallCstNode extends CstNode {
  name: "givenCall";
  children: GivenCallCstChildren;
}

export type GivenCallCstChildren = {
  Word_call: IToken[];
  Word_from?: IToken[];
  from?: IToken[];
  Word_to?: IToken[];
  to?: IToken[];
  Word_at?: IToken[];
  DateLiteral?: IToken[];
  TimeLiteral?: IToken[];
};

export interface GivenSplitCstNode extends CstNode {
  name: "givenSplit";
  children: GivenSplitCstChildren;
}

export type GivenSplitCstChildren = {
  Word_split: IToken[];
  split: IToken[];
  branch: IToken[];
};

export interface GivenConfigCstNode extends CstNode {
  name: "givenConfig";
  children: GivenConfigCstChildren;
}

export type GivenConfigCstChildren = {
  Word_config: IToken[];
  key: IToken[];
  Equals: IToken[];
  value: IToken[];
};

export interface GivenRequestCstNode extends CstNode {
  name: "givenRequest";
  children: GivenRequestCstChildren;
}

export type GivenRequestCstChildren = {
  Word_request: IToken[];
  qname: QnameCstNode[];
  namedArguments?: NamedArgumentsCstNode[];
  Word_returns?: IToken[];
  expression?: ExpressionCstNode[];
  Word_fails?: IToken[];
  Word_takes?: IToken[];
  DurationLiteral?: IToken[];
};

export interface GivenQueueCstNode extends CstNode {
  name: "givenQueue";
  children: GivenQueueCstChildren;
}

export type GivenQueueCstChildren = {
  Word_queue: IToken[];
  Name: IToken[];
  Word_closed?: IToken[];
  Word_full?: IToken[];
  Word_no?: IToken[];
  Word_agent?: IToken[];
  Word_position?: IToken[];
  NumberLiteral?: IToken[];
  Word_expected?: IToken[];
  Word_wait?: IToken[];
  DurationLiteral?: IToken[];
};

export interface GivenTransferCstNode extends CstNode {
  name: "givenTransfer";
  children: GivenTransferCstChildren;
}

export type GivenTransferCstChildren = {
  Word_transfer: IToken[];
  Word_to: IToken[];
  Text: IToken[];
  Word_answers?: IToken[];
  Word_for?: IToken[];
  DurationLiteral?: IToken[];
  Word_busy?: IToken[];
  Word_no?: IToken[];
  Word_answer?: IToken[];
  Word_fails?: IToken[];
};

export interface ExpectLineCstNode extends CstNode {
  name: "expectLine";
  children: ExpectLineCstChildren;
}

export type ExpectLineCstChildren = {
  Word_expect: IToken[];
  Word_no?: IToken[];
  expectation: ExpectationCstNode[];
  Word_within?: IToken[];
  DurationLiteral?: IToken[];
};

export interface ExpectationCstNode extends CstNode {
  name: "expectation";
  children: ExpectationCstChildren;
}

export type ExpectationCstChildren = {
  expectNamed?: ExpectNamedCstNode[];
  expectRequest?: ExpectRequestCstNode[];
  expectQueue?: ExpectQueueCstNode[];
  expectCallback?: ExpectCallbackCstNode[];
  expectTransfer?: ExpectTransferCstNode[];
  expectLanguage?: ExpectLanguageCstNode[];
  recordingStatement?: RecordingStatementCstNode[];
  expectReturn?: ExpectReturnCstNode[];
  Word_hangup?: IToken[];
};

export interface ExpectNamedCstNode extends CstNode {
  name: "expectNamed";
  children: ExpectNamedCstChildren;
}

export type ExpectNamedCstChildren = {
  what?: (IToken)[];
  Name: IToken[];
  namedArguments?: NamedArgumentsCstNode[];
};

export interface ExpectRequestCstNode extends CstNode {
  name: "expectRequest";
  children: ExpectRequestCstChildren;
}

export type ExpectRequestCstChildren = {
  Word_request: IToken[];
  qname: QnameCstNode[];
  namedArguments?: NamedArgumentsCstNode[];
};

export interface ExpectQueueCstNode extends CstNode {
  name: "expectQueue";
  children: ExpectQueueCstChildren;
}

export type ExpectQueueCstChildren = {
  Word_queue: IToken[];
  Name: IToken[];
  Word_priority?: IToken[];
  NumberLiteral?: IToken[];
};

export interface ExpectCallbackCstNode extends CstNode {
  name: "expectCallback";
  children: ExpectCallbackCstChildren;
}

export type ExpectCallbackCstChildren = {
  Word_callback: IToken[];
  Word_to: IToken[];
  Text: IToken[];
};

export interface ExpectTransferCstNode extends CstNode {
  name: "expectTransfer";
  children: ExpectTransferCstChildren;
}

export type ExpectTransferCstChildren = {
  Word_transfer: IToken[];
  Word_to: IToken[];
  Text: IToken[];
};

export interface ExpectLanguageCstNode extends CstNode {
  name: "expectLanguage";
  children: ExpectLanguageCstChildren;
}

export type ExpectLanguageCstChildren = {
  Word_language: IToken[];
  Locale: IToken[];
};

export interface ExpectReturnCstNode extends CstNode {
  name: "expectReturn";
  children: ExpectReturnCstChildren;
}

export type ExpectReturnCstChildren = {
  Word_return: IToken[];
  expression: ExpressionCstNode[];
};

export interface PressLineCstNode extends CstNode {
  name: "pressLine";
  children: PressLineCstChildren;
}

export type PressLineCstChildren = {
  Word_press: IToken[];
  keys?: KeysCstNode[];
  Text?: IToken[];
};

export interface SpeakLineCstNode extends CstNode {
  name: "speakLine";
  children: SpeakLineCstChildren;
}

export type SpeakLineCstChildren = {
  Word_speak: IToken[];
  DurationLiteral: IToken[];
};

export interface WaitLineCstNode extends CstNode {
  name: "waitLine";
  children: WaitLineCstChildren;
}

export type WaitLineCstChildren = {
  Word_wait: IToken[];
  DurationLiteral: IToken[];
};

export interface HangUpCstNode extends CstNode {
  name: "hangUp";
  children: HangUpCstChildren;
}

export type HangUpCstChildren = {
  Word_hang: IToken[];
  Word_up: IToken[];
};

export interface ReloadLineCstNode extends CstNode {
  name: "reloadLine";
  children: ReloadLineCstChildren;
}

export type ReloadLineCstChildren = {
  Word_reload: IToken[];
  Text: IToken[];
};

export interface AgentLineCstNode extends CstNode {
  name: "agentLine";
  children: AgentLineCstChildren;
}

export type AgentLineCstChildren = {
  Word_agent: IToken[];
  Word_answer?: IToken[];
  hangUp?: HangUpCstNode[];
  agentInput?: AgentInputCstNode[];
  agentObjection?: AgentObjectionCstNode[];
  Word_continue?: IToken[];
};

export interface AgentInputCstNode extends CstNode {
  name: "agentInput";
  children: AgentInputCstChildren;
}

export type AgentInputCstChildren = {
  Word_input: IToken[];
  Name: IToken[];
  Equals: IToken[];
  expression: ExpressionCstNode[];
};

export interface AgentObjectionCstNode extends CstNode {
  name: "agentObjection";
  children: AgentObjectionCstChildren;
}

export type AgentObjectionCstChildren = {
  Word_objection: IToken[];
  Text: IToken[];
};

export interface ModuleCstNode extends CstNode {
  name: "module";
  children: ModuleCstChildren;
}

export type ModuleCstChildren = {
  use?: UseCstNode[];
  declaration?: DeclarationCstNode[];
};

export interface DeclarationCstNode extends CstNode {
  name: "declaration";
  children: DeclarationCstChildren;
}

export type DeclarationCstChildren = {
  flow?: FlowCstNode[];
  prompts?: PromptsCstNode[];
  hours?: HoursCstNode[];
  service?: ServiceCstNode[];
  recordDeclaration?: RecordDeclarationCstNode[];
  enumDeclaration?: EnumDeclarationCstNode[];
  question?: QuestionCstNode[];
  test?: TestCstNode[];
};

export interface FlowCstNode extends CstNode {
  name: "flow";
  children: FlowCstChildren;
}

export type FlowCstChildren = {
  kind?: (IToken)[];
  Name: IToken[];
  params?: ParamsCstNode[];
  Arrow?: IToken[];
  type?: TypeCstNode[];
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
  purpose?: PurposeCstNode[];
  variable?: VariableCstNode[];
  handler?: HandlerCstNode[];
  step?: StepCstNode[];
};

export interface StepCstNode extends CstNode {
  name: "step";
  children: StepCstChildren;
}

export type StepCstChildren = {
  Word_step: IToken[];
  Name: IToken[];
  Text?: IToken[];
  renamed?: RenamedCstNode[];
  block: BlockCstNode[];
};

export interface RenamedCstNode extends CstNode {
  name: "renamed";
  children: RenamedCstChildren;
}

export type RenamedCstChildren = {
  Word_renamed: IToken[];
  Word_from: IToken[];
  Name: IToken[];
};
