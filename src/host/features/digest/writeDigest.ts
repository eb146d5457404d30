import { UIKind, Uri, commands, env, window, workspace } from 'vscode';
import { localize } from '../../../core/data/localize';
import type { Brought, DigestEntry, DigestSpan, Period } from '../../../core/feeds/digest';
import { builtInDigestTemplate, digestEntries, isOfSpan, refreshDigest, renderDigest, spanOf } from '../../../core/feeds/digest';
import { feedEntriesOf } from '../../../core/feeds/feedContents';
import { mailDraft } from '../../../core/feeds/mailDraft';
import type { LibraryReader } from '../../../core/library/library';
import { present } from '../../../core/paper/paper';
import { addLink } from '../../../core/sources/linkRequest';
import { tell } from '../../ui/commands';
import { folderOf } from '../../settings/folderSetting';
import { editExactly, refusalSentence, textOnDisk } from '../../documents/exactEditing';
import { folderStore } from '../../files/folderStore';
import { problemOfCreating } from '../../files/newFile';
import { settings } from '../../settings/settings';
import { readTemplate } from '../../settings/userTemplate';

/** Writes the digest of the day or week in which a day lies, or renews its list where it is there, and shows it. */
export async function writeDigest(library: LibraryReader, period: Period, day: Date): Promise<string | undefined> {
	const digest = await gather(library, period, day);
	if (digest === undefined) {
		return undefined;
	}
	const { entries, span } = digest;
	const template = await readTemplate(settings.digestTemplate(), 'marginalia.digest.template', builtInDigestTemplate);
	if (template.kind === 'missing') {
		tell(window.showErrorMessage, localize('{0} No digest was created.', template.message));
		return undefined;
	}
	const rendered = renderDigest(template.text, entries, span);
	if (rendered.kind === 'mistake') {
		tell(window.showErrorMessage, localize('{0}, line {1}: {2} No digest was created.', template.name, rendered.line, rendered.message));
		return undefined;
	}
	const uri = Uri.joinPath(digest.folder, `${span.name}.md`);
	const problem =
		(await textOnDisk(uri)) === undefined ? await problemOfCreating(uri, rendered.text) : await problemOfRefreshing(uri, rendered);
	if (problem !== undefined) {
		tell(window.showWarningMessage, localize('{0} wasn’t changed. {1}', workspace.asRelativePath(uri), problem));
	}
	await window.showTextDocument(uri);
	return problem === undefined ? uri.toString() : undefined;
}

async function problemOfRefreshing(uri: Uri, rendered: Parameters<typeof refreshDigest>[1]): Promise<string | undefined> {
	const refused = await editExactly(uri, text => {
		const change = refreshDigest(text, rendered);
		return change.kind === 'edits' ? change : { kind: 'problem', message: localize('Line {0}: {1}', change.line, change.message) };
	});
	return refused && refusalSentence(refused);
}

/** Writes the digest as a message, and hands it to the mail program where that runs on this machine. */
export async function draftDigestMail(library: LibraryReader, period: Period, day: Date): Promise<string | undefined> {
	const digest = await gather(library, period, day);
	if (digest === undefined) {
		return undefined;
	}
	const { entries, span, folder } = digest;
	const message = mailDraft({ subject: localize('Papers of {0}', span.name), date: new Date(), entries });
	const { files, path } = folderStore(folder);
	const name = `${span.name}.eml`;
	await files.write(`${path}/${name}`, message);
	const uri = Uri.joinPath(folder, name);
	const isHere = uri.scheme === 'file' && env.uiKind === UIKind.Desktop && env.remoteName === undefined;
	tell(
		window.showInformationMessage,
		localize('Saved the email draft as {0}.', workspace.asRelativePath(uri)),
		isHere ? { [localize('Open in Mail Program')]: () => env.openExternal(uri) } : {},
	);
	return uri.toString();
}

interface Gathered {
	readonly folder: Uri;
	readonly span: DigestSpan;
	readonly entries: readonly DigestEntry[];
}

/** What the library's lists and the feeds brought. */
async function gather(library: LibraryReader, period: Period, day: Date): Promise<Gathered | undefined> {
	const root = workspace.workspaceFolders?.[0]?.uri;
	if (root === undefined) {
		tell(window.showInformationMessage, localize('Open a folder to create digests.'));
		return undefined;
	}
	const now = new Date();
	const span = spanOf(period, day);
	const keys = library
		.heads()
		.filter(({ sources, added }) => isOfSpan({ ...present('source', sources[0]), added }, span, now))
		.map(({ key }) => key);
	const papers = (await library.papers(keys)).map((paper): Brought => ({ paper, added: paper.added, key: paper['citation-key'] }));
	const unsaved = feedEntriesOf(await commands.executeCommand('_marginalia.feeds.unsaved')).map(({ paper, seen }): Brought => ({
		paper,
		added: seen,
		address: addLink(env.uriScheme, paper),
	}));
	return {
		folder: folderOf(root, 'digest.folder', settings.digestFolder(root)),
		span,
		entries: digestEntries([...papers, ...unsaved], span, now),
	};
}
