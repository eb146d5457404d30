import { commands, window } from 'vscode';
import { isObject, textOf } from '../../../core/data/json';
import { localize, localizeCount } from '../../../core/data/localize';
import type { Outcome } from '../../../core/library/library';
import { collectionOf, tagOf } from '../../../core/library/groups';
import { updateAdopted } from '../../../core/library/adoption';
import { colorOf, tagColors, withCollections, withColor, withMovedCollection, withRenamedTags } from '../../../core/library/labels';
import type { TagColor } from '../../../core/library/labels';
import * as organising from '../../../core/library/organising';
import { collectionPath, collectionText, isWithin } from '../../../core/paper/collections';
import type { CollectionPath } from '../../../core/paper/collections';
import { plainLabel } from '../../../core/text/printable';
import { namesKeys, textsOf } from '../../ui/commandArguments';
import { tell } from '../../ui/commands';
import { tagColorLabel, tagDot } from '../../ui/tagColors';
import { askNames } from './askNames';
import { keysFor } from './paperEdits';
import type { EditingDependencies } from './paperEdits';
import { tagEditsOfNotes } from './tagsOfNotes';

type Arguments = readonly unknown[];
type Changed = Promise<Outcome | undefined>;

/** Puts the papers that are named or picked into collections that are ticked or typed. */
export async function addToCollection({ library, papers, labels }: EditingDependencies, args: Arguments): Changed {
	const keys = await keysFor(args, localize('Add papers to a collection'), papers);
	const texts =
		keys &&
		((namesKeys(args) ? textsOf(args[1]) : undefined) ??
			(await askNames({
				title: localize('Add to collections'),
				known: organising.collectionsOf(library.heads(), labels.now),
				many: localize('Select collections, or type a new one: Thesis > Chapter 2'),
				first: localize('Type a collection, such as Thesis > Chapter 2'),
				fresh: localize('new collection'),
			})));
	const paths = (texts ?? []).map(collectionPath).filter(path => path.length > 0);
	return keys === undefined || paths.length === 0
		? undefined
		: updateAdopted(library, localize('Add to Collection'), papers, keys, paper =>
				paths.reduce((changed, path) => organising.inCollection(changed, path), paper),
			);
}

/** A new collection of the papers that are named or picked. */
export async function newCollection(dependencies: EditingDependencies, args: Arguments): Changed {
	const { library, papers, labels } = dependencies;
	const keys = await keysFor(args, localize('New collection'), papers);
	const known = new Set(organising.collectionsOf(library.heads(), labels.now));
	const typed =
		keys &&
		((namesKeys(args) ? textOf(args[1]) : undefined) ??
			(await askNewCollection(
				localizeCount(keys.length, 'New collection of 1 paper', 'New collection of {0} papers'),
				known,
				localize('This collection already exists. Use Add to Collection… instead.'),
			)));
	if (typed === undefined) {
		return undefined;
	}
	const path = collectionPath(typed);
	const documents = await labels.change(now => withCollections(now, [path]));
	return updateAdopted(
		library,
		localize('Add to Collection'),
		papers,
		keys ?? [],
		paper => organising.inCollection(paper, path),
		documents,
	);
}

/** A new collection without papers, in the one that was clicked: `createCollection('Thesis > Chapter 3')`, or asks. */
export async function createCollection({ library, labels }: EditingDependencies, args: Arguments): Promise<string | undefined> {
	const outer = groupsAmong(args).flatMap(group => [collectionOf(group) ?? []])[0] ?? [];
	const known = new Set(organising.collectionsOf(library.heads(), labels.now));
	const typed =
		textOf(args[0]) ??
		(await askNewCollection(
			localize('New collection'),
			known,
			localize('This collection already exists.'),
			outer.length === 0 ? '' : `${collectionText(outer)} > `,
		));
	const path = collectionPath(typed ?? '');
	if (path.length === 0) {
		return undefined;
	}
	const documents = await labels.change(now => withCollections(now, [path]));
	library.recordDocuments(localize('New Collection {0}', nameOf(path)), documents);
	return collectionText(path);
}

async function askNewCollection(title: string, known: ReadonlySet<string>, taken: string, value = ''): Promise<string | undefined> {
	return window.showInputBox({
		title,
		value,
		valueSelection: [value.length, value.length],
		placeHolder: localize('Thesis > Chapter 2'),
		prompt: localize('Type a name. “>” puts it in another collection.'),
		validateInput: text =>
			collectionPath(text).length === 0 ? localize('Type a name.') : known.has(collectionText(collectionPath(text))) ? taken : undefined,
	});
}

/** Out of the collection in whose group the rows are, else out of those that are ticked. */
export async function removeFromCollection({ library, labels }: EditingDependencies, args: Arguments): Changed {
	const keys = await keysFor(args, localize('Remove papers from a collection'), library);
	if (keys === undefined) {
		return undefined;
	}
	const named = (namesKeys(args) ? textsOf(args[1]) : undefined)?.map(collectionPath) ?? collectionsOfRows(args);
	const paths = named.length > 0 ? named : await askCollectionsOf(keys.flatMap(key => library.head(key)?.collections ?? []));
	if (paths.length === 0) {
		return undefined;
	}
	const ids = new Set(keys.map(key => library.head(key)?.id));
	// What its last paper leaves stays.
	const left = paths.filter(path => organising.idsWithin(library.heads(), path).every(id => ids.has(id)));
	const documents = await labels.change(now => withCollections(now, left));
	return library.step(
		localize('Remove from Collection'),
		editor => editor.update(keys, paper => paths.reduce((changed, path) => organising.outOfCollection(changed, path), paper)),
		{ documents },
	);
}

/** Gives a collection another name or another place: `renameCollection('Thesis', 'Work > Thesis')`, or asks. */
export async function renameCollection(dependencies: EditingDependencies, args: Arguments): Changed {
	const from = await oneCollection(dependencies, args, localize('Rename a collection'));
	if (from === undefined) {
		return undefined;
	}
	const known = new Set(organising.collectionsOf(dependencies.library.heads(), dependencies.labels.now));
	const typed =
		(namesKeys(args) ? textOf(args[1]) : undefined) ??
		(await window.showInputBox({
			title: localize('Rename collection'),
			value: collectionText(from),
			prompt: localize('Type a name. “>” puts the collection in another one.'),
			validateInput: text => {
				const to = collectionPath(text);
				const isTaken = known.has(collectionText(to)) && collectionText(to) !== collectionText(from);
				return organising.problemOfMove(from, to) ?? (isTaken ? localize('This collection already exists. Both become one.') : undefined);
			},
		}));
	return typed === undefined
		? undefined
		: moved(dependencies, localize('Rename of Collection {0}', nameOf(from)), from, collectionPath(typed));
}

/** Puts all of a collection, and what lies in it, into another one. */
export async function mergeCollection(dependencies: EditingDependencies, args: Arguments): Changed {
	const from = await oneCollection(dependencies, args, localize('Merge a collection'));
	const to =
		from &&
		(namesKeys(args) && textOf(args[1]) !== undefined
			? collectionPath(textOf(args[1]) ?? '')
			: await pickCollection(dependencies, localize('Merge “{0}” into', nameOf(from)), path => !isWithin(path, from)));
	return from && to && moved(dependencies, localize('Merge of Collection {0}', nameOf(from)), from, to);
}

/** Puts collections into another one, or at the top for the empty text: `moveCollections(['A', 'B'], 'C')`. */
export async function moveCollections(dependencies: EditingDependencies, args: Arguments): Changed {
	const target = collectionPath(textOf(args[1]) ?? '');
	const paths = (textsOf(args[0]) ?? []).map(collectionPath);
	// One that lies in another that moves goes with it.
	const moving = paths.filter(path => path.length > 0 && !paths.some(other => other.length < path.length && isWithin(path, other)));
	const moves = moving
		.map(from => ({ from, to: [...target, ...from.slice(-1)] }))
		.filter(({ from, to }) => collectionText(from) !== collectionText(to));
	const problem = moves.map(({ from, to }) => organising.problemOfMove(from, to)).find(sentence => sentence !== undefined);
	if (problem !== undefined) {
		tell(window.showWarningMessage, problem);
		return undefined;
	}
	if (moves.length === 0) {
		return undefined;
	}
	const { library, labels } = dependencies;
	const ids = [...new Set(moves.flatMap(({ from }) => organising.idsWithin(library.heads(), from)))];
	const documents = await labels.change(now => moves.reduce((changed, { from, to }) => withMovedCollection(changed, from, to), now));
	return library.step(
		localizeCount(moves.length, 'Move of Collection {1}', 'Move of {0} Collections', nameOf(moves[0]?.from ?? [])),
		editor => editor.update(ids, paper => moves.reduce((changed, { from, to }) => organising.movedCollection(changed, from, to), paper)),
		{ documents },
	);
}

/** Deletes a collection and those in it; their papers stay. */
export async function deleteCollection(dependencies: EditingDependencies, args: Arguments): Changed {
	const from = await oneCollection(dependencies, args, localize('Delete a collection'));
	if (from === undefined) {
		return undefined;
	}
	const { library, labels } = dependencies;
	const ids = organising.idsWithin(library.heads(), from);
	const documents = await labels.change(now => withMovedCollection(now, from, undefined));
	const outcome = await library.step(
		localize('Deletion of Collection {0}', nameOf(from)),
		editor => editor.update(ids, paper => organising.movedCollection(paper, from, undefined)),
		{ documents },
	);
	const count = outcome.changes.length;
	const name = plainLabel(nameOf(from));
	tell(
		window.showInformationMessage,
		count === 0
			? localize('Deleted the collection “{0}”.', name)
			: localizeCount(
					count,
					'Deleted the collection “{1}”. Its paper stays in the library.',
					'Deleted the collection “{1}”. Its {0} papers stay in the library.',
					name,
				),
		undo(),
	);
	return outcome;
}

/** One tag in place of others, in papers and in their notes: `renameTag('old', 'new')`, or asks. */
export async function renameTag(dependencies: EditingDependencies, args: Arguments): Changed {
	const from = await someTags(dependencies, args, localize('Rename a tag'), false);
	const [only] = from ?? [];
	if (from === undefined || only === undefined) {
		return undefined;
	}
	const to =
		(namesKeys(args) ? textOf(args[1]) : undefined) ??
		(await window.showInputBox({
			title: localize('Rename the tag “{0}”', plainLabel(only)),
			value: only,
			validateInput: text => (text.trim() === '' ? localize('Type a tag.') : undefined),
		}));
	return to === undefined ? undefined : retagged(dependencies, localize('Rename of Tag {0}', only), from, to.trim());
}

/** Gives tags a colour, or takes it away: `setTagColor('fruit', 'green')`, `setTagColor('fruit', 'none')`, or asks. */
export async function setTagColor(dependencies: EditingDependencies, args: Arguments): Promise<TagColor | 'none' | undefined> {
	const tags = await someTags(dependencies, args, localize('Set the color of tags'), true);
	const [first] = tags ?? [];
	if (tags === undefined || first === undefined) {
		return undefined;
	}
	const named = namesKeys(args) ? textOf(args[1]) : undefined;
	const color = [...tagColors, 'none' as const].find(name => name === named) ?? (await askColor(dependencies, first));
	if (color === undefined) {
		return undefined;
	}
	const documents = await dependencies.labels.change(now =>
		tags.reduce((labels, tag) => withColor(labels, tag, color === 'none' ? undefined : color), now),
	);
	dependencies.library.recordDocuments(localize('Color of Tag {0}', first), documents);
	return color;
}

async function askColor({ labels }: EditingDependencies, tag: string): Promise<TagColor | 'none' | undefined> {
	const now = colorOf(tag, labels.now);
	const current = (color: TagColor | undefined) => (color === now ? localize('current') : '');
	const picked = await window.showQuickPick(
		[
			...tagColors.map(color => ({ label: tagColorLabel(color), description: current(color), iconPath: tagDot(color), color })),
			{ label: localize('No color'), description: current(undefined), color: 'none' as const },
		],
		{ title: localize('Color of the tag “{0}”', plainLabel(tag)) },
	);
	return picked?.color;
}

/** Makes several tags one. */
export async function mergeTags(dependencies: EditingDependencies, args: Arguments): Changed {
	const from = await someTags(dependencies, args, localize('Merge tags'), true);
	if (from === undefined || from.length === 0) {
		return undefined;
	}
	const others = from.length > 1 ? from : organising.tagsOf(dependencies.library.heads());
	const asked =
		(namesKeys(args) ? textOf(args[1]) : undefined) ??
		(
			await window.showQuickPick(
				others.map(tag => ({ label: plainLabel(tag), tag })),
				{ title: from.length > 1 ? localize('Merge tags: which one to keep') : localize('Merge “{0}” into', plainLabel(from[0] ?? '')) },
			)
		)?.tag;
	return asked === undefined
		? undefined
		: retagged(
				dependencies,
				localize('Merge into Tag {0}', asked),
				from.filter(tag => tag !== asked),
				asked,
			);
}

/** Takes tags away from all papers and their notes. */
export async function deleteTag(dependencies: EditingDependencies, args: Arguments): Changed {
	const from = await someTags(dependencies, args, localize('Delete tags'), true);
	return from === undefined || from.length === 0
		? undefined
		: retagged(dependencies, localizeCount(from.length, 'Deletion of Tag {1}', 'Deletion of {0} Tags', from[0] ?? ''), from, undefined);
}

/** Stars from 1 to 5, or none. */
export async function setRating({ library, papers }: EditingDependencies, args: Arguments): Changed {
	const keys = await keysFor(args, localize('Rate papers'), papers);
	const rating = keys && (ratingAmong(args) ?? (await askRating()));
	return keys === undefined || rating === undefined
		? undefined
		: updateAdopted(library, localize('Set Rating'), papers, keys, paper => organising.rated(paper, rating));
}

/** Pins papers, or unpins them where all are pinned; a second argument says which. */
export async function togglePin({ library, papers }: EditingDependencies, args: Arguments): Changed {
	const keys = await keysFor(args, localize('Pin or unpin papers'), papers);
	if (keys === undefined) {
		return undefined;
	}
	const wanted = namesKeys(args) && typeof args[1] === 'boolean' ? args[1] : undefined;
	const isPinned = wanted ?? keys.some(key => papers.head(key)?.pinned !== true);
	return updateAdopted(library, isPinned ? localize('Pin') : localize('Unpin'), papers, keys, paper => organising.pinned(paper, isPinned));
}

/** So many files are named in a message. */
const mostNamed = 5;

function undo(): Readonly<Record<string, () => unknown>> {
	return { [localize('Undo')]: () => commands.executeCommand('marginalia.undoLibraryChange') };
}

async function moved({ library, labels }: EditingDependencies, step: string, from: CollectionPath, to: CollectionPath): Changed {
	const problem = organising.problemOfMove(from, to);
	if (problem !== undefined) {
		tell(window.showWarningMessage, problem);
		return undefined;
	}
	const documents = await labels.change(now => withMovedCollection(now, from, to));
	return library.step(
		step,
		editor => editor.update(organising.idsWithin(library.heads(), from), paper => organising.movedCollection(paper, from, to)),
		{ documents },
	);
}

/** The notes first: where the user turns their preview away, nothing is changed. */
async function retagged(
	{ library, notes, labels }: EditingDependencies,
	step: string,
	from: readonly string[],
	to: string | undefined,
): Changed {
	const gone = new Set(from.filter(tag => tag !== to));
	if (gone.size === 0) {
		return undefined;
	}
	const inNotes = await tagEditsOfNotes(notes, gone, to);
	const made = await inNotes.apply();
	if (made === undefined) {
		return undefined;
	}
	const documents = [...made.takeBacks, ...(await labels.change(now => withRenamedTags(now, [...gone], to)))];
	const outcome = await library.step(
		step,
		editor => editor.update(organising.idsTagged(library.heads(), gone), paper => organising.renamedTags(paper, gone, to)),
		{ documents },
	);
	const sentences = [
		to === undefined
			? localizeCount(outcome.changes.length, 'Deleted the tag in 1 paper.', 'Deleted the tag in {0} papers.')
			: localizeCount(outcome.changes.length, 'Changed the tag in 1 paper.', 'Changed the tag in {0} papers.'),
		...(made.takeBacks.length === 0 ? [] : [localizeCount(made.takeBacks.length, 'Changed 1 note.', 'Changed {0} notes.')]),
		...(made.left.length === 0 ? [] : [localize('Not changed: {0}.', made.left.slice(0, mostNamed).join(', '))]),
	];
	tell(window.showInformationMessage, sentences.join(' '), undo());
	return outcome;
}

/** The collection of a group that was clicked, or that is named; else asks. */
async function oneCollection(dependencies: EditingDependencies, args: Arguments, title: string): Promise<CollectionPath | undefined> {
	const [first] = args;
	const text = textOf(first);
	const path = text === undefined ? groupsAmong(args).flatMap(group => [collectionOf(group) ?? []])[0] : collectionPath(text);
	return path !== undefined && path.length > 0 ? path : pickCollection(dependencies, title, () => true);
}

async function pickCollection(
	{ library, labels }: EditingDependencies,
	title: string,
	fits: (path: CollectionPath) => boolean,
): Promise<CollectionPath | undefined> {
	const items = organising
		.collectionsOf(library.heads(), labels.now)
		.map(text => ({ label: plainLabel(text), path: collectionPath(text) }))
		.filter(({ path }) => fits(path));
	if (items.length === 0) {
		tell(window.showInformationMessage, localize('No other collections. Use Add to Collection… to create one.'));
		return undefined;
	}
	return (await window.showQuickPick(items, { title }))?.path;
}

async function askCollectionsOf(texts: readonly string[]): Promise<readonly CollectionPath[]> {
	const known = [...new Set(texts)].sort();
	if (known.length === 0) {
		tell(window.showInformationMessage, localize('These papers aren’t in a collection.'));
		return [];
	}
	const items = known.map(text => ({ label: plainLabel(text), path: collectionPath(text) }));
	const picked = await window.showQuickPick(items, { title: localize('Remove from collections'), canPickMany: true });
	return (picked ?? []).map(({ path }) => path);
}

/** The tags of groups that were clicked, or that are named; else asks. */
async function someTags(
	{ library }: EditingDependencies,
	args: Arguments,
	title: string,
	many: boolean,
): Promise<readonly string[] | undefined> {
	const named = namesKeys(args) ? textsOf(args[0]) : groupsAmong(args).flatMap(group => tagOf(group) ?? []);
	if (named !== undefined && named.length > 0) {
		return many ? named : named.slice(0, 1);
	}
	const items = organising.tagsOf(library.heads()).map(tag => ({ label: plainLabel(tag), tag }));
	if (items.length === 0) {
		tell(window.showInformationMessage, localize('No paper in the library has a tag.'));
		return undefined;
	}
	if (many) {
		return (await window.showQuickPick(items, { title, canPickMany: true }))?.map(({ tag }) => tag);
	}
	const picked = await window.showQuickPick(items, { title });
	return picked && [picked.tag];
}

/** Groups of the Library tree among a command's arguments: the clicked one, or all that are selected. */
function groupsAmong([first, second]: Arguments): readonly { readonly id: string }[] {
	const nodes: readonly unknown[] = Array.isArray(second) && second.length > 0 ? second : [first];
	return nodes.flatMap(node => {
		const id = isObject(node) && isObject(node['group']) ? textOf(node['group']['id']) : undefined;
		return id === undefined ? [] : [{ id }];
	});
}

/** The collections in whose groups the clicked rows are. */
function collectionsOfRows([first, second]: Arguments): readonly CollectionPath[] {
	const nodes: readonly unknown[] = Array.isArray(second) && second.length > 0 ? second : [first];
	const ids = nodes.flatMap(node => (isObject(node) ? (textOf(node['group']) ?? []) : []));
	return [...new Set(ids)].flatMap(id => {
		const path = collectionOf({ id });
		return path === undefined ? [] : [path];
	});
}

function nameOf(path: CollectionPath): string {
	return path.at(-1) ?? '';
}

function ratingAmong([, second, third]: Arguments): number | undefined {
	return [second, third].filter(value => typeof value === 'number').find(value => Number.isInteger(value) && value >= 0 && value <= 5);
}

async function askRating(): Promise<number | undefined> {
	const items = [5, 4, 3, 2, 1, 0].map(rating => ({
		label: rating === 0 ? localize('No rating') : '★'.repeat(rating) + '☆'.repeat(5 - rating),
		description: rating === 0 ? '' : String(rating),
		rating,
	}));
	return (await window.showQuickPick(items, { title: localize('Set rating') }))?.rating;
}
