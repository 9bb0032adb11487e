// The part of the grammar for tests of flows: one line, one thing given, done or expected.
// Not here: what a line does when the test runs.

import { DeclarationGrammar } from './grammar-declarations.ts';
import * as t from './tokens.ts';
import { keyword } from './tokens.ts';

/** `test` and its lines. */
export class TestGrammar extends DeclarationGrammar {
  readonly test = this.RULE('test', () => {
    this.CONSUME(keyword('test'));
    this.CONSUME(t.Text);
    this.CONSUME(keyword('for'));
    this.CONSUME(t.Name);
    this.OPTION(() => this.SUBRULE(this.namedArguments));
    this.CONSUME(t.LBrace);
    this.MANY(() => this.SUBRULE(this.testLine));
    this.CONSUME(t.RBrace);
  });

  readonly testLine = this.RULE('testLine', () => {
    this.OR([
      { ALT: () => this.SUBRULE(this.givenLine) },
      { ALT: () => this.SUBRULE(this.expectLine) },
      { ALT: () => this.SUBRULE(this.pressLine) },
      { ALT: () => this.SUBRULE(this.speakLine) },
      { ALT: () => this.SUBRULE(this.waitLine) },
      { ALT: () => this.SUBRULE(this.hangUp) },
      { ALT: () => this.SUBRULE(this.reloadLine) },
      { ALT: () => this.CONSUME(keyword('restart')) },
      { ALT: () => this.SUBRULE(this.agentLine) },
    ]);
  });

  readonly givenLine = this.RULE('givenLine', () => {
    this.CONSUME(keyword('given'));
    this.OR([
      { ALT: () => this.SUBRULE(this.givenCall) },
      { ALT: () => this.SUBRULE(this.givenSplit) },
      { ALT: () => this.SUBRULE(this.givenConfig) },
      { ALT: () => this.CONSUME(keyword('answering_machine')) },
      { ALT: () => this.SUBRULE(this.givenRequest) },
      { ALT: () => this.SUBRULE(this.givenQueue) },
      { ALT: () => this.SUBRULE(this.givenTransfer) },
    ]);
  });

  readonly givenCall = this.RULE('givenCall', () => {
    this.CONSUME(keyword('call'));
    this.OPTION(() => {
      this.CONSUME(keyword('from'));
      this.CONSUME(t.Text, { LABEL: 'from' });
    });
    this.OPTION2(() => {
      this.CONSUME(keyword('to'));
      this.CONSUME2(t.Text, { LABEL: 'to' });
    });
    this.OPTION3(() => {
      this.CONSUME(keyword('at'));
      this.CONSUME(t.DateLiteral);
      this.CONSUME(t.TimeLiteral);
    });
  });

  readonly givenSplit = this.RULE('givenSplit', () => {
    this.CONSUME(keyword('split'));
    this.CONSUME(t.Name, { LABEL: 'split' });
    this.CONSUME2(t.Name, { LABEL: 'branch' });
  });

  readonly givenConfig = this.RULE('givenConfig', () => {
    this.CONSUME(keyword('config'));
    this.CONSUME(t.Text, { LABEL: 'key' });
    this.CONSUME(t.Equals);
    this.CONSUME2(t.Text, { LABEL: 'value' });
  });

  readonly givenRequest = this.RULE('givenRequest', () => {
    this.CONSUME(keyword('request'));
    this.SUBRULE(this.qname);
    this.OPTION(() => this.SUBRULE(this.namedArguments));
    this.OR([
      {
        ALT: () => {
          this.CONSUME(keyword('returns'));
          this.SUBRULE(this.expression);
        },
      },
      { ALT: () => this.CONSUME(keyword('fails')) },
      {
        ALT: () => {
          this.CONSUME(keyword('takes'));
          this.CONSUME(t.DurationLiteral);
        },
      },
    ]);
  });

  readonly givenQueue = this.RULE('givenQueue', () => {
    this.CONSUME(keyword('queue'));
    this.CONSUME(t.Name);
    this.OPTION(() => {
      this.OR([
        { ALT: () => this.CONSUME(keyword('closed')) },
        { ALT: () => this.CONSUME(keyword('full')) },
        {
          ALT: () => {
            this.CONSUME(keyword('no'));
            this.CONSUME(keyword('agent'));
          },
        },
      ]);
    });
    this.OPTION2(() => {
      this.CONSUME(keyword('position'));
      this.CONSUME(t.NumberLiteral);
    });
    this.OPTION3(() => {
      this.CONSUME(keyword('expected'));
      this.CONSUME(keyword('wait'));
      this.CONSUME(t.DurationLiteral);
    });
  });

  readonly givenTransfer = this.RULE('givenTransfer', () => {
    this.CONSUME(keyword('transfer'));
    this.CONSUME(keyword('to'));
    this.CONSUME(t.Text);
    this.OR([
      {
        ALT: () => {
          this.CONSUME(keyword('answers'));
          this.OPTION(() => {
            this.CONSUME(keyword('for'));
            this.CONSUME(t.DurationLiteral);
          });
        },
      },
      { ALT: () => this.CONSUME(keyword('busy')) },
      {
        ALT: () => {
          this.CONSUME(keyword('no'));
          this.CONSUME(keyword('answer'));
        },
      },
      { ALT: () => this.CONSUME(keyword('fails')) },
    ]);
  });

  readonly expectLine = this.RULE('expectLine', () => {
    this.CONSUME(keyword('expect'));
    this.OPTION(() => this.CONSUME(keyword('no')));
    this.SUBRULE(this.expectation);
    this.OPTION2(() => {
      this.CONSUME(keyword('within'));
      this.CONSUME(t.DurationLiteral);
    });
  });

  readonly expectation = this.RULE('expectation', () => {
    this.OR([
      { ALT: () => this.SUBRULE(this.expectNamed) },
      { ALT: () => this.SUBRULE(this.expectRequest) },
      { ALT: () => this.SUBRULE(this.expectQueue) },
      { ALT: () => this.SUBRULE(this.expectCallback) },
      { ALT: () => this.SUBRULE(this.expectTransfer) },
      { ALT: () => this.SUBRULE(this.expectLanguage) },
      { ALT: () => this.SUBRULE(this.recordingStatement) },
      { ALT: () => this.SUBRULE(this.expectReturn) },
      { ALT: () => this.CONSUME(keyword('hangup')) },
    ]);
  });

  readonly expectNamed = this.RULE('expectNamed', () => {
    const LABEL = 'what';
    this.OR([
      { ALT: () => this.CONSUME(keyword('say'), { LABEL }) },
      { ALT: () => this.CONSUME(keyword('tell'), { LABEL }) },
      { ALT: () => this.CONSUME(keyword('announce'), { LABEL }) },
      { ALT: () => this.CONSUME(keyword('menu'), { LABEL }) },
      { ALT: () => this.CONSUME(keyword('collect'), { LABEL }) },
      { ALT: () => this.CONSUME(keyword('ask'), { LABEL }) },
      { ALT: () => this.CONSUME(keyword('offer'), { LABEL }) },
      { ALT: () => this.CONSUME(keyword('track'), { LABEL }) },
      { ALT: () => this.CONSUME(keyword('step'), { LABEL }) },
      { ALT: () => this.CONSUME(keyword('voicemail'), { LABEL }) },
      { ALT: () => this.CONSUME(keyword('script'), { LABEL }) },
      { ALT: () => this.CONSUME(keyword('sms'), { LABEL }) },
      { ALT: () => this.CONSUME(keyword('email'), { LABEL }) },
    ]);
    this.CONSUME(t.Name);
    this.OPTION(() => this.SUBRULE(this.namedArguments));
  });

  readonly expectRequest = this.RULE('expectRequest', () => {
    this.CONSUME(keyword('request'));
    this.SUBRULE(this.qname);
    this.OPTION(() => this.SUBRULE(this.namedArguments));
  });

  readonly expectQueue = this.RULE('expectQueue', () => {
    this.CONSUME(keyword('queue'));
    this.CONSUME(t.Name);
    this.OPTION(() => {
      this.CONSUME(keyword('priority'));
      this.CONSUME(t.NumberLiteral);
    });
  });

  readonly expectCallback = this.RULE('expectCallback', () => {
    this.CONSUME(keyword('callback'));
    this.CONSUME(keyword('to'));
    this.CONSUME(t.Text);
  });

  readonly expectTransfer = this.RULE('expectTransfer', () => {
    this.CONSUME(keyword('transfer'));
    this.CONSUME(keyword('to'));
    this.CONSUME(t.Text);
  });

  readonly expectLanguage = this.RULE('expectLanguage', () => {
    this.CONSUME(keyword('language'));
    this.CONSUME(t.Locale);
  });

  readonly expectReturn = this.RULE('expectReturn', () => {
    this.CONSUME(keyword('return'));
    this.SUBRULE(this.expression);
  });

  readonly pressLine = this.RULE('pressLine', () => {
    this.CONSUME(keyword('press'));
    this.OR([{ ALT: () => this.SUBRULE(this.keys) }, { ALT: () => this.CONSUME(t.Text) }]);
  });

  readonly speakLine = this.RULE('speakLine', () => {
    this.CONSUME(keyword('speak'));
    this.CONSUME(t.DurationLiteral);
  });

  readonly waitLine = this.RULE('waitLine', () => {
    this.CONSUME(keyword('wait'));
    this.CONSUME(t.DurationLiteral);
  });

  readonly hangUp = this.RULE('hangUp', () => {
    this.CONSUME(keyword('hang'));
    this.CONSUME(keyword('up'));
  });

  readonly reloadLine = this.RULE('reloadLine', () => {
    this.CONSUME(keyword('reload'));
    this.CONSUME(t.Text);
  });

  readonly agentLine = this.RULE('agentLine', () => {
    this.CONSUME(keyword('agent'));
    this.OR([
      { ALT: () => this.CONSUME(keyword('answer')) },
      { ALT: () => this.SUBRULE(this.hangUp) },
      { ALT: () => this.SUBRULE(this.agentInput) },
      { ALT: () => this.SUBRULE(this.agentObjection) },
      { ALT: () => this.CONSUME(keyword('continue')) },
    ]);
  });

  readonly agentInput = this.RULE('agentInput', () => {
    this.CONSUME(keyword('input'));
    this.CONSUME(t.Name);
    this.CONSUME(t.Equals);
    this.SUBRULE(this.expression);
  });

  readonly agentObjection = this.RULE('agentObjection', () => {
    this.CONSUME(keyword('objection'));
    this.CONSUME(t.Text);
  });
}
