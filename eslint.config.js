// Each rule says what it keeps out. Layers are dependency-cruiser's business (.dependency-cruiser.cjs), form is Prettier's.
import js from '@eslint/js';
import reactHooks from 'eslint-plugin-react-hooks';
import tseslint from 'typescript-eslint';

const outsideTime = [
  { object: 'Date', property: 'now', message: 'Time comes in by argument: use the Clock.' },
  { object: 'Math', property: 'random', message: 'Chance comes in by argument.' },
  { object: 'process', property: 'env', message: 'Only src/config.ts reads the environment.' },
];

export default tseslint.config(
  {
    ignores: [
      'node_modules',
      'var',
      'web/dist',
      '**/*.generated.ts',
      '*.cjs',
      'scripts/*.cjs',
      'src/ari/ari-client/request-stub',
      '*.config.js',
    ],
  },
  js.configs.recommended,
  ...tseslint.configs.strictTypeChecked,
  {
    languageOptions: { parserOptions: { projectService: true, tsconfigRootDir: import.meta.dirname } },
    rules: {
      // A forgotten case is a caller who hears nothing.
      '@typescript-eslint/switch-exhaustiveness-check': ['error', { considerDefaultExhaustiveForUnions: false }],
      // A lost promise is a fault that nobody hears of.
      '@typescript-eslint/no-floating-promises': 'error',
      // `as` belongs to decoders and branded constructors; a const assertion is harmless.
      '@typescript-eslint/consistent-type-assertions': ['error', { assertionStyle: 'as' }],
      '@typescript-eslint/no-non-null-assertion': 'error',
      '@typescript-eslint/restrict-template-expressions': ['error', { allowNumber: true }],
      '@typescript-eslint/consistent-type-imports': 'error',
      // `return decide(...)` in an exhaustive switch reads better than a block of two lines.
      '@typescript-eslint/no-confusing-void-expression': ['error', { ignoreVoidReturningFunctions: true }],
      // A function fits a screen, a file holds one idea.
      'max-lines-per-function': ['error', { max: 50, skipBlankLines: true, skipComments: true }],
      'max-lines': ['error', { max: 300, skipBlankLines: true, skipComments: true }],
      'max-params': ['error', 4],
      'no-console': 'error',
      eqeqeq: 'error',
      'no-restricted-exports': ['error', { restrictDefaultExports: { direct: true } }],
      // Most important first: helpers stand below what uses them.
      '@typescript-eslint/no-use-before-define': 'off',
    },
  },
  {
    files: ['src/**/*.ts'],
    ignores: ['src/base/real-clock.ts', 'src/main.ts', 'src/config.ts'],
    rules: { 'no-restricted-properties': ['error', ...outsideTime] },
  },
  {
    // A screen is written as it is seen, from top to bottom.
    files: ['web/**/*.tsx'],
    extends: [reactHooks.configs.flat['recommended-latest']],
    rules: { 'max-lines-per-function': ['error', { max: 120, skipBlankLines: true, skipComments: true }] },
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
      '@typescript-eslint/no-non-null-assertion': 'off',
    },
  },
);
