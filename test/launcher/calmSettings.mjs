/**
 * User settings that keep the editor quiet: nothing opens, asks, phones home or moves by itself.
 * @type {Record<string, unknown>}
 */
export const calmSettings = {
	'chat.commandCenter.enabled': false,
	'chat.disableAIFeatures': true,
	'editor.wordBasedSuggestions': 'off',
	'extensions.autoCheckUpdates': false,
	'extensions.autoUpdate': false,
	'extensions.ignoreRecommendations': true,
	'files.autoSave': 'off',
	'git.autofetch': false,
	'marginalia.library.suggestFiles': false,
	'git.openRepositoryInParentFolders': 'never',
	'security.workspace.trust.enabled': false,
	'telemetry.telemetryLevel': 'off',
	'update.mode': 'none',
	'workbench.colorTheme': 'Default Dark Modern',
	'workbench.enableExperiments': false,
	'workbench.secondarySideBar.defaultVisibility': 'hidden',
	'workbench.startupEditor': 'none',
	'workbench.tips.enabled': false,
	'workbench.welcomePage.walkthroughs.openOnInstall': false,
};
