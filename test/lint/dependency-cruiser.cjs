// Who may import what. The source layout in CONTRIBUTING.md explains it.
const host = '^src/host/';

// What several features need of the editor, by what it is about.
const rooms = '^src/host/(documents|files|library|network|pdf|settings|ui)/';

// The core from the bottom up: a folder knows those before it, never one behind it.
const floors = [
	'data',
	'files',
	'work',
	'text',
	'paper',
	'keys',
	'markdown',
	'bibtex',
	'ingest',
	'export',
	'merge',
	'search',
	'library',
	'editing',
	'table',
	'citing',
	'notes',
	'matrix',
	'pdf',
	'annotations',
	'sources',
	'references',
	'reading',
	'feeds',
	'graph',
	'log',
	'tools',
];

/** @type {import('dependency-cruiser').IConfiguration} */
module.exports = {
	forbidden: [
		{ name: 'no-cycles', severity: 'error', from: {}, to: { circular: true } },
		{
			name: 'no-orphans',
			severity: 'error',
			from: { orphan: true, path: '^src/', pathNot: ['\\.d\\.ts$', '\\.web\\.ts$', '^src/(extension|api|core/index|cli/main)\\.ts$'] },
			to: {},
		},
		{
			name: 'core-stands-alone',
			comment: 'The core imports the core and packages that run anywhere.',
			severity: 'error',
			from: { path: '^src/core/' },
			to: { path: '^src/(?!core/)' },
		},
		{ name: 'protocol-knows-the-core', severity: 'error', from: { path: '^src/protocol/' }, to: { path: '^src/(?!core/|protocol/)' } },
		{
			name: 'webview-knows-core-and-protocol',
			severity: 'error',
			from: { path: '^src/webview/' },
			to: { path: '^src/(?!core/|protocol/|webview/)' },
		},
		{
			name: 'views-are-apart',
			severity: 'error',
			from: { path: '^src/webview/([^/]+)/' },
			to: { path: '^src/webview/', pathNot: ['^src/webview/$1/', '^src/webview/shared/'] },
		},
		...floors.map((floor, at) => ({
			name: `core-${floor}-looks-down`,
			severity: 'error',
			from: { path: `^src/core/${floor}/` },
			to: { path: '^src/core/', pathNot: `^src/core/(${floors.slice(0, at + 1).join('|')})/` },
		})),
		{
			name: 'core-has-floors',
			comment: 'A folder of the core is one of the floors above; only its index stands outside.',
			severity: 'error',
			from: { path: '^src/' },
			to: { path: '^src/core/', pathNot: [`^src/core/(${floors.join('|')})/`, '^src/core/index\\.ts$'] },
		},
		{
			name: 'rooms-know-core-and-protocol',
			severity: 'error',
			from: { path: rooms },
			to: { path: '^src/', pathNot: ['^src/(core|protocol)/', rooms] },
		},
		{
			name: 'features-are-apart',
			comment:
				'What two features need moves down: to the core if it is about papers and notes, to a room of the host if it is about the editor.',
			severity: 'error',
			from: { path: '^src/host/features/([^/]+)/' },
			to: { path: '^src/', pathNot: ['^src/(core|protocol)/', rooms, '^src/host/features/$1/', '^src/api\\.ts$'] },
		},
		{
			name: 'command-line-knows-core-and-node',
			comment: 'The command line is a thin layer over the core; what it needs of Node is in node.ts.',
			severity: 'error',
			from: { path: '^src/cli/' },
			to: { path: '^src/', pathNot: ['^src/(core|protocol|cli)/', '^src/host/files/node\\.ts$'] },
		},
		{
			name: 'extension-leaves-the-command-line-alone',
			severity: 'error',
			from: { path: '^src/', pathNot: '^src/cli/' },
			to: { path: '^src/cli/' },
		},
		{
			name: 'extension-leaves-the-views-alone',
			severity: 'error',
			from: { path: '^src/(extension|api)\\.ts$' },
			to: { path: '^src/webview/' },
		},
		{
			name: 'vscode-at-the-edge',
			severity: 'error',
			from: { path: '^src/', pathNot: [host, '^src/(extension|api)\\.ts$'] },
			to: { path: '^vscode$' },
		},
		{ name: 'node-in-rooms-only', severity: 'error', from: { path: '^src/', pathNot: rooms }, to: { dependencyTypes: ['core'] } },
		{
			name: 'declared-packages-only',
			severity: 'error',
			from: { path: '^src/' },
			to: { dependencyTypes: ['npm-no-pkg', 'npm-unknown', 'unknown'], pathNot: '^vscode$' },
		},
	],
	options: {
		doNotFollow: { path: 'node_modules' },
		tsPreCompilationDeps: true,
		tsConfig: { fileName: 'tsconfig.json' },
		enhancedResolveOptions: { exportsFields: ['exports'], conditionNames: ['import', 'types', 'default'] },
	},
};
