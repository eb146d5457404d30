// Who may import whom. The map of the house in CONTRIBUTING.md says why.
const host = '^src/host/';

/** @type {import('dependency-cruiser').IConfiguration} */
module.exports = {
	forbidden: [
		{ name: 'no-cycles', severity: 'error', from: {}, to: { circular: true } },
		{ name: 'no-orphans', severity: 'error', from: { orphan: true, path: '^src/', pathNot: ['\\.d\\.ts$', '\\.web\\.ts$', '^src/(extension|api|core/index|cli/main)\\.ts$'] }, to: {} },
		{
			name: 'core-stands-alone',
			comment: 'The core imports the core and packages that run anywhere.',
			severity: 'error',
			from: { path: '^src/core/' },
			to: { path: '^src/(?!core/)' },
		},
		{ name: 'protocol-knows-the-core', severity: 'error', from: { path: '^src/protocol/' }, to: { path: '^src/(?!core/|protocol/)' } },
		{ name: 'webview-knows-core-and-protocol', severity: 'error', from: { path: '^src/webview/' }, to: { path: '^src/(?!core/|protocol/|webview/)' } },
		{ name: 'views-are-apart', severity: 'error', from: { path: '^src/webview/([^/]+)/' }, to: { path: '^src/webview/', pathNot: ['^src/webview/$1/', '^src/webview/shared/'] } },
		{ name: 'adapters-know-core-and-protocol', severity: 'error', from: { path: '^src/host/adapters/' }, to: { path: '^src/', pathNot: ['^src/(core|protocol)/', '^src/host/adapters/'] } },
		{
			name: 'features-are-apart',
			comment: 'What two features need moves down: to the core if it is about papers and notes, to an adapter if it is about the editor.',
			severity: 'error',
			from: { path: '^src/host/features/([^/]+)/' },
			to: { path: '^src/', pathNot: ['^src/(core|protocol)/', '^src/host/adapters/', '^src/host/features/$1/', '^src/api\\.ts$'] },
		},
		{
			name: 'command-line-knows-core-and-node',
			comment: 'The command line is a thin layer over the core; what it needs of Node are the adapters of node.ts.',
			severity: 'error',
			from: { path: '^src/cli/' },
			to: { path: '^src/', pathNot: ['^src/(core|protocol|cli)/', '^src/host/adapters/node\\.ts$'] },
		},
		{ name: 'extension-leaves-the-command-line-alone', severity: 'error', from: { path: '^src/', pathNot: '^src/cli/' }, to: { path: '^src/cli/' } },
		{ name: 'extension-leaves-the-views-alone', severity: 'error', from: { path: '^src/(extension|api)\\.ts$' }, to: { path: '^src/webview/' } },
		{ name: 'vscode-at-the-edge', severity: 'error', from: { path: '^src/', pathNot: [host, '^src/(extension|api)\\.ts$'] }, to: { path: '^vscode$' } },
		{ name: 'node-in-adapters-only', severity: 'error', from: { path: '^src/', pathNot: '^src/host/adapters/' }, to: { dependencyTypes: ['core'] } },
		{ name: 'declared-packages-only', severity: 'error', from: { path: '^src/' }, to: { dependencyTypes: ['npm-no-pkg', 'npm-unknown', 'unknown'], pathNot: '^vscode$' } },
	],
	options: {
		doNotFollow: { path: 'node_modules' },
		tsPreCompilationDeps: true,
		tsConfig: { fileName: 'tsconfig.json' },
		enhancedResolveOptions: { exportsFields: ['exports'], conditionNames: ['import', 'types', 'default'] },
	},
};
