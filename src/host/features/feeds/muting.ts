import { window } from 'vscode';
import { localize } from '../../../core/data/localize';
import { feedSettings, setMuted } from '../../settings/feedSettings';

/** Asks for words and phrases whose papers are not to be shown, those that are muted first; an argument asks nothing. */
export async function muteWords(given: unknown): Promise<readonly string[]> {
	const text =
		typeof given === 'string'
			? given
			: await window.showInputBox({
					title: localize('Mute Words'),
					value: feedSettings.muted().join(', '),
					placeHolder: localize('Words or phrases, separated by commas: quantum dots, editorial'),
					prompt: localize('Hides feed papers that contain any of these in the title, abstract or authors'),
				});
	if (text === undefined) {
		return feedSettings.muted();
	}
	const words = [...new Set(text.split(',').map(word => word.trim()))].filter(word => word !== '');
	await setMuted(words);
	return words;
}
