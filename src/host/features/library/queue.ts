import { InputBoxValidationSeverity, commands, env, window } from 'vscode';
import { localize, localizeCount } from '../../../core/data/localize';
import { textOf } from '../../../core/data/json';
import { updateAdopted } from '../../../core/library/adoption';
import { foldKey } from '../../../core/library/foldKey';
import type { Outcome } from '../../../core/library/library';
import { Pace } from '../../../core/work/pace';
import { pause } from '../../ui/pause';
import { ReadingQueue, dueOn, placesInQueue, queued, queueOf, unqueued } from '../../../core/library/readingQueue';
import { dayOf, dueText } from '../../../core/paper/dueDate';
import { readDueDate } from '../../../core/paper/readDueDate';
import type { Head } from '../../../core/paper/head';
import type { Paper } from '../../../core/paper/paper';
import { plainLabel } from '../../../core/text/printable';
import { namesKeys } from '../../ui/commandArguments';
import { tell } from '../../ui/commands';
import { recentPapers } from '../../library/recentPapers';
import { keysFor } from './paperEdits';
import type { EditingDependencies } from './paperEdits';

type Arguments = readonly unknown[];
type Changed = Promise<Outcome | undefined>;

/**
 * Puts papers at the end of the reading queue; those that are in it stay where they are. With the key of one that is in it, all of them go
 * there: `addToQueue(['a', 'b'], 'c')`; with the empty text, to its end.
 */
export async function addToQueue(dependencies: EditingDependencies, args: Arguments): Changed {
	const { library, papers } = dependencies;
	const keys = await keysFor(args, localize('Add papers to the reading queue'), papers);
	if (keys === undefined) {
		return undefined;
	}
	const heads = keys.flatMap(key => papers.head(key) ?? []);
	const onto = namesKeys(args) ? textOf(args[1]) : undefined;
	return placed(
		dependencies,
		localize('Add to Reading Queue'),
		onto === undefined ? heads.filter(head => head.queued === undefined) : heads,
		library.head(onto ?? '')?.id,
	);
}

export async function removeFromQueue({ library }: EditingDependencies, args: Arguments): Changed {
	const keys = await keysFor(args, localize('Remove papers from the reading queue'), library);
	return keys && library.step(localize('Remove from Reading Queue'), editor => editor.update(keys, unqueued));
}

/** Moves a paper of the queue by one place, up (-1) or down. */
export async function moveInQueue(dependencies: EditingDependencies, args: Arguments, step: 1 | -1): Changed {
	const keys = await keysFor(args, localize('Move papers in the reading queue'), dependencies.library);
	const moved = queueOf(keys?.flatMap(key => dependencies.library.head(key) ?? []) ?? []);
	const queue = await wholeQueue(dependencies);
	const end = step < 0 ? moved[0] : moved.at(-1);
	const neighbour = end === undefined ? undefined : queue[queue.indexOf(end) + step];
	if (keys !== undefined && moved.length === 0) {
		tell(window.showInformationMessage, localize('This paper isn’t in the reading queue. Use Add to Reading Queue.'));
	}
	return neighbour === undefined ? undefined : placed(dependencies, localize('Move in Reading Queue'), moved, neighbour.id);
}

/** Asks by when papers are to be read, and puts those in the queue that aren't: `setDueDate(['a'], 'friday')`, or '' for no date. */
export async function setDueDate(dependencies: EditingDependencies, args: Arguments): Changed {
	const { papers } = dependencies;
	const keys = await keysFor(args, localize('Set a due date'), papers);
	const today = dayOf(new Date());
	const heads = (keys ?? []).flatMap(key => papers.head(key) ?? []);
	const typed = keys && ((namesKeys(args) ? textOf(args[1]) : undefined) ?? (await askDay(heads, today)));
	if (typed === undefined) {
		return undefined;
	}
	const day = typed.trim() === '' ? '' : readDueDate(typed, today, env.language);
	if (day === undefined) {
		tell(window.showWarningMessage, notADay(typed));
		return undefined;
	}
	const inQueue = day === '' ? [] : heads.filter(head => head.queued === undefined);
	return placed(dependencies, localize('Set Due Date'), inQueue, undefined, heads, paper => dueOn(paper, day));
}

/** Lists the papers that were opened or cited last in this workspace; Enter opens one. */
export async function openRecent({ papers }: Pick<EditingDependencies, 'papers'>): Promise<void> {
	const heads = recentPapers().flatMap(key => papers.head(key) ?? []);
	if (heads.length === 0) {
		tell(window.showInformationMessage, localize('You haven’t opened any papers in this workspace yet.'));
		return;
	}
	const items = heads.map(head => ({
		label: plainLabel(head.title || head.key),
		description: plainLabel([head.authors, head.year].filter(part => part !== undefined).join(', ')),
		key: head.key,
	}));
	const picked = await window.showQuickPick(items, { title: localize('Recently opened papers'), matchOnDescription: true });
	if (picked !== undefined) {
		await commands.executeCommand('marginalia.openPaper', picked.key, { preserveFocus: false });
	}
}

function wholeQueue({ library }: Pick<EditingDependencies, 'library'>): Promise<readonly Head[]> {
	return new ReadingQueue().of(library.heads(), new Pace(pause));
}

/** Gives some papers places in the queue, and changes these and others in the same step. */
async function placed(
	{ library, papers }: EditingDependencies,
	step: string,
	moved: readonly Head[],
	onto: string | undefined,
	changed: readonly Head[] = [],
	change: (paper: Paper) => Paper = paper => paper,
): Changed {
	const places = placesInQueue(
		await wholeQueue({ library }),
		moved.map(({ id }) => id),
		onto,
	);
	// A linked paper that becomes one of the library's gets another id, and keeps its key.
	const byKey = new Map(moved.map(({ id, key }) => [foldKey(key), places.get(id)]));
	const isChanged = new Set(changed.flatMap(({ id, key }) => [id, foldKey(key)]));
	const ids = [...new Set([...places.keys(), ...changed.map(({ id }) => id)])];
	return ids.length === 0
		? undefined
		: updateAdopted(library, step, papers, ids, paper => {
				const key = foldKey(paper['citation-key']);
				const inPlace = queued(paper, places.get(paper.id) ?? byKey.get(key));
				return isChanged.has(paper.id) || isChanged.has(key) ? change(inPlace) : inPlace;
			});
}

function notADay(text: string): string {
	return localize('“{0}” isn’t a date. Use 2026-12-01, friday or in 2 weeks.', plainLabel(text));
}

async function askDay(heads: readonly Head[], today: string): Promise<string | undefined> {
	const [first] = heads;
	return window.showInputBox({
		title: localizeCount(heads.length, 'Due date', 'Due date of {0} papers'),
		value: heads.length === 1 ? (first?.due ?? '') : '',
		placeHolder: localize('2026-12-01, friday, in 2 weeks'),
		prompt: localize('Leave empty for no due date.'),
		validateInput: text => {
			const day = readDueDate(text, today, env.language);
			return text.trim() === ''
				? undefined
				: day === undefined
					? notADay(text)
					: { message: `${day}: ${dueText(day, today)}`, severity: InputBoxValidationSeverity.Info };
		},
	});
}
