import { fileURLToPath } from 'node:url';
import tseslint from 'typescript-eslint';

const htmlWriters = [
	'innerHTML',
	'outerHTML',
	'srcdoc',
	'insertAdjacentHTML',
	'setHTMLUnsafe',
	'parseHTMLUnsafe',
	'createContextualFragment',
	'write',
	'writeln',
];

// What Node 18 lacks, which the oldest promised VS Code runs extensions in; `npm run test:oldest` finds the rest.
const olderNode = [
	{
		selector: 'CallExpression > MemberExpression.callee > Identifier.property[name=/^(?:toReversed|toSorted|toSpliced|withResolvers)$/]',
		message: 'Node 18 lacks it, and the oldest promised editor runs that: copy the list, and reverse or sort the copy.',
	},
];

export default tseslint.config(
	{ ignores: ['dist/**', 'out/**', '.cache/**', 'node_modules/**'] },
	{
		// The formatter breaks code; words, patterns and templates are broken by hand where it helps.
		files: ['src/**/*.ts', 'test/**/*.{ts,mjs,cjs}', 'esbuild.mjs'],
		rules: {
			'max-len': [
				'error',
				{ code: 140, tabWidth: 2, ignoreUrls: true, ignoreStrings: true, ignoreTemplateLiterals: true, ignoreRegExpLiterals: true },
			],
		},
	},
	{
		files: ['src/**/*.ts', 'test/**/*.ts'],
		extends: [...tseslint.configs.strictTypeChecked],
		languageOptions: {
			parserOptions: {
				project: ['./tsconfig.json', './src/webview/tsconfig.json', './test/tsconfig.json'],
				tsconfigRootDir: fileURLToPath(new URL('../..', import.meta.url)),
			},
		},
		rules: {
			'@typescript-eslint/consistent-type-assertions': ['error', { assertionStyle: 'as', objectLiteralTypeAssertions: 'never' }],
			'@typescript-eslint/no-confusing-void-expression': ['error', { ignoreArrowShorthand: true }],
			// `{ abstract, ...rest }` is how a record is made without a field.
			'@typescript-eslint/no-unused-vars': ['error', { ignoreRestSiblings: true }],
			'@typescript-eslint/restrict-template-expressions': ['error', { allowNumber: true }],
			'@typescript-eslint/switch-exhaustiveness-check': ['error', { considerDefaultExhaustiveForUnions: true }],
			'@typescript-eslint/consistent-type-imports': 'error',
			'@typescript-eslint/explicit-module-boundary-types': 'error',
			eqeqeq: ['error', 'always'],
			'no-console': 'error',
		},
	},
	{
		// Addresses of strangers reach the system through openAddress alone; the other two open files: a PDF that was looked into, and a draft
		// of our own.
		files: ['src/**/*.ts'],
		ignores: ['src/host/network/openAddress.ts', 'src/host/features/pdf/opening.ts', 'src/host/features/digest/writeDigest.ts'],
		rules: {
			'no-restricted-properties': [
				'error',
				{ object: 'env', property: 'openExternal', message: 'Call openAddress, which looks at the address first.' },
			],
		},
	},
	{
		// Every change of the library can be undone: features get the recorded one.
		files: ['src/host/features/**/*.ts', 'src/extension.ts', 'src/api.ts'],
		rules: {
			'no-restricted-imports': [
				'error',
				{
					patterns: [
						{
							group: ['**/core/library/library'],
							importNames: ['Library', 'openLibrary'],
							message: 'Change the library by a step of RecordedLibrary, or read it as LibraryReader.',
						},
					],
				},
			],
		},
	},
	{
		// What strangers wrote is text, never HTML.
		files: ['src/webview/**/*.ts'],
		rules: {
			'no-eval': 'error',
			'no-implied-eval': 'error',
			'no-restricted-properties': [
				'error',
				...htmlWriters.map(property => ({ property, message: 'Make elements, and set their textContent.' })),
			],
			'no-restricted-globals': ['error', 'DOMParser', 'XSLTProcessor'],
		},
	},
	{
		files: ['src/**/*.ts'],
		rules: {
			// `void` would hide a failure as well as leave it unhandled.
			'@typescript-eslint/no-floating-promises': ['error', { ignoreVoid: false }],
			'no-restricted-syntax': [
				'error',
				{
					selector:
						'VariableDeclarator[init.type="ObjectExpression"][init.properties.length>0] > Identifier TSTypeReference[typeName.name="Record"] > TSTypeParameterInstantiation > TSStringKeyword:first-child',
					message:
						'An object answers for `constructor` and all else that objects inherit. A table is made by tableOf() (core/data/table.ts).',
				},
				...olderNode,
			],
		},
	},
	{
		files: ['src/**/*.ts'],
		ignores: ['src/webview/**', 'src/**/*.web.ts'],
		rules: {
			'no-restricted-globals': ['error', { name: 'crypto', message: 'Node 18 has no such global: call uniqueId() (host/files).' }],
		},
	},
	{
		files: ['test/**/*.ts'],
		rules: {
			'@typescript-eslint/no-floating-promises': [
				'error',
				{ allowForKnownSafeCalls: [{ from: 'package', package: 'mocha', name: ['describe', 'it'] }] },
			],
			'@typescript-eslint/no-non-null-assertion': 'off',
			'no-console': 'off',
		},
	},
);
