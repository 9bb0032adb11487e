// Each rule says what it keeps out. Layers are dependency-cruiser's business (.dependency-cruiser.cjs), form is Prettier's.
import { defineConfig } from 'oxlint';

/** These rules, each a failure. */
const errors = (names: string, plugin = ''): Record<string, 'error'> =>
  Object.fromEntries(
    names
      .trim()
      .split(/\s+/)
      .map((name) => [plugin + name, 'error'] as const),
  );

const sizes = { skipBlankLines: true, skipComments: true };

export default defineConfig({
  plugins: ['typescript', 'react'],
  categories: { correctness: 'off' },
  options: { typeAware: true },
  ignorePatterns: [
    ...['node_modules', 'var', 'web/dist', '**/*.generated.ts', '*.cjs', 'scripts/*.cjs'],
    'src/ari/ari-client/request-stub',
  ],
  rules: {
    // What is wrong in any JavaScript.
    ...errors(`
      for-direction no-array-constructor no-async-promise-executor no-case-declarations no-compare-neg-zero no-cond-assign
      no-constant-binary-expression no-constant-condition no-control-regex no-debugger no-delete-var no-dupe-else-if
      no-duplicate-case no-empty no-empty-character-class no-empty-pattern no-empty-static-block no-ex-assign
      no-extra-boolean-cast no-fallthrough no-global-assign no-invalid-regexp no-irregular-whitespace no-loss-of-precision
      no-misleading-character-class no-nonoctal-decimal-escape no-prototype-builtins no-regex-spaces no-self-assign
      no-shadow-restricted-names no-sparse-arrays no-unassigned-vars no-unexpected-multiline no-unsafe-finally
      no-unsafe-optional-chaining no-unused-expressions no-unused-labels no-unused-private-class-members no-unused-vars
      no-useless-assignment no-useless-backreference no-useless-catch no-useless-constructor no-useless-escape no-var
      prefer-const prefer-rest-params prefer-spread preserve-caught-error require-yield use-isnan valid-typeof
    `),
    // What only the types tell.
    ...errors(
      `
      await-thenable no-array-delete no-base-to-string no-deprecated no-duplicate-enum-values no-duplicate-type-constituents
      no-dynamic-delete no-empty-object-type no-explicit-any no-extra-non-null-assertion no-extraneous-class no-for-in-array
      no-generated-empty-object-type no-implied-eval no-invalid-void-type no-meaningless-void-operator no-misused-new
      no-misused-promises no-misused-spread no-mixed-enums no-namespace no-non-null-asserted-nullish-coalescing
      no-non-null-asserted-optional-chain no-redundant-type-constituents no-require-imports no-this-alias
      no-unnecessary-boolean-literal-compare no-unnecessary-condition no-unnecessary-template-expression
      no-unnecessary-type-arguments no-unnecessary-type-assertion no-unnecessary-type-constraint
      no-unnecessary-type-conversion no-unnecessary-type-parameters no-unsafe-argument no-unsafe-assignment no-unsafe-call
      no-unsafe-declaration-merging no-unsafe-enum-comparison no-unsafe-function-type no-unsafe-member-access
      no-unsafe-return no-unsafe-unary-minus no-useless-default-assignment no-wrapper-object-types only-throw-error
      prefer-as-const prefer-literal-enum-member prefer-namespace-keyword prefer-promise-reject-errors
      prefer-reduce-type-parameter prefer-return-this-type related-getter-setter-pairs require-await triple-slash-reference
      unbound-method unified-signatures use-unknown-in-catch-callback-variable
    `,
      'typescript/',
    ),
    'typescript/ban-ts-comment': ['error', { minimumDescriptionLength: 10 }],
    'typescript/restrict-plus-operands': [
      'error',
      { allowAny: false, allowBoolean: false, allowNullish: false, allowNumberAndString: false, allowRegExp: false },
    ],
    'typescript/return-await': ['error', 'error-handling-correctness-only'],
    // A forgotten case is a caller who hears nothing.
    'typescript/switch-exhaustiveness-check': ['error', { considerDefaultExhaustiveForUnions: false }],
    // A lost promise is a fault that nobody hears of.
    'typescript/no-floating-promises': 'error',
    // `as` belongs to decoders and branded constructors; a const assertion is harmless.
    'typescript/consistent-type-assertions': ['error', { assertionStyle: 'as' }],
    'typescript/no-non-null-assertion': 'error',
    'typescript/restrict-template-expressions': ['error', { allowNumber: true }],
    'typescript/consistent-type-imports': 'error',
    // `return decide(...)` in an exhaustive switch reads better than a block of two lines.
    'typescript/no-confusing-void-expression': ['error', { ignoreVoidReturningFunctions: true }],
    // A function fits a screen, a file holds one idea.
    'max-lines-per-function': ['error', { max: 50, ...sizes }],
    'max-lines': ['error', { max: 300, ...sizes }],
    'max-params': ['error', 4],
    'no-console': 'error',
    eqeqeq: 'error',
    'no-restricted-exports': ['error', { restrictDefaultExports: { direct: true } }],
  },
  overrides: [
    {
      files: ['src/**/*.ts'],
      rules: {
        'no-restricted-properties': [
          'error',
          { object: 'Date', property: 'now', message: 'Time comes in by argument: use the Clock.' },
          { object: 'Math', property: 'random', message: 'Chance comes in by argument.' },
          { object: 'process', property: 'env', message: 'Only src/config.ts reads the environment.' },
        ],
      },
    },
    {
      files: ['src/base/real-clock.ts', 'src/main.ts', 'src/config.ts'],
      rules: { 'no-restricted-properties': 'off' },
    },
    {
      // A screen is written as it is seen, from top to bottom; hooks in the wrong order keep old values.
      files: ['web/**/*.tsx'],
      rules: {
        'max-lines-per-function': ['error', { max: 120, ...sizes }],
        ...errors(
          `
          rules-of-hooks exhaustive-deps static-components use-memo void-use-memo preserve-manual-memoization
          incompatible-library immutability globals refs set-state-in-effect error-boundaries purity set-state-in-render
          unsupported-syntax
        `,
          'react/',
        ),
      },
    },
    {
      // The tools that read these want a default export.
      files: ['web/vite.config.ts', 'web/src/css.d.ts'],
      rules: { 'no-restricted-exports': 'off' },
    },
    {
      // A test file is a list of cases, and scripts talk to a terminal.
      files: ['test/**/*.ts', 'scripts/**/*.ts', '*.config.ts'],
      rules: {
        'max-lines-per-function': 'off',
        'no-console': 'off',
        'no-restricted-exports': 'off',
        'typescript/no-non-null-assertion': 'off',
      },
    },
  ],
});
