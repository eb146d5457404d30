import { Disposable, EventEmitter, commands, window, workspace } from 'vscode';
import type { TreeView } from 'vscode';
import { feedOrders } from '../../../core/feeds/feedOrders';
import { registerCommand } from '../../ui/commands';
import { feedSettings } from '../../settings/feedSettings';
import { Queue } from '../../../core/work/queue';
import { lazily } from '../../../core/work/lazily';
import { changeSetting, onSettingChange } from '../../settings/settings';
import { mayWrite, registerWritingCommand } from '../../settings/trust';
import type { FeedsDependencies } from './dependencies';
import type { FeedsView } from './feedsView';
import type { FeedsNode } from './nodes';
import { nodesOf } from './nodes';

/** From the start to the first look at what is due, and between two of them. Milliseconds. */
const firstLook = 15_000;
const betweenLooks = 60_000;

/** The Feeds view: papers that come by themselves, to be read, saved or dismissed. */
export function registerFeeds(dependencies: FeedsDependencies): Disposable {
	const { log } = dependencies;
	const changes = new EventEmitter<undefined>();
	let made: FeedsView | undefined;
	const opened: () => Promise<FeedsView> = lazily(async () => {
		const { openFeedsView } = await import('./feedsView');
		return (made = await openFeedsView(dependencies, view, () => changes.fire(undefined)));
	});
	const view: TreeView<FeedsNode> = window.createTreeView<FeedsNode>('marginalia.feeds', {
		canSelectMany: true,
		showCollapseAll: true,
		treeDataProvider: {
			onDidChangeTreeData: changes.event,
			getChildren: async node => (await opened()).tree.getChildren(node),
			getTreeItem: async node => (await opened()).tree.getTreeItem(node),
			getParent: async node => (await opened()).tree.getParent(node),
		},
	});
	const noteSubscriptions = () =>
		void commands.executeCommand('setContext', 'marginalia.feeds.subscribed', feedSettings.subscriptions().length > 0);
	noteSubscriptions();
	const showTicks = () => void commands.executeCommand('setContext', 'marginalia.feeds.sortedBy', feedSettings.order());
	showTicks();
	const look = () => {
		if (workspace.isTrusted && feedSettings.subscriptions().length > 0) {
			opened()
				.then(feeds => feeds.pollDue())
				.catch((error: unknown) => log.error('The feeds could not be asked for', error));
		}
	};
	const [first, timer] = [setTimeout(look, firstLook), setInterval(look, betweenLooks)];
	const withFeeds =
		(run: (feeds: FeedsView, nodes: readonly FeedsNode[], args: readonly unknown[]) => unknown) =>
		async (...args: unknown[]) =>
			run(await opened(), nodesOf(args), args);
	// Keys may come faster than papers are shown, saved and dismissed: each waits until the one before has done its work.
	const keys = new Queue();
	const inTurn =
		(run: (feeds: FeedsView, nodes: readonly FeedsNode[], args: readonly unknown[]) => unknown) =>
		(...args: unknown[]) =>
			keys.add(async () => run(await opened(), nodesOf(args), args));
	const pressed: ReadonlyMap<unknown, (feeds: FeedsView) => unknown> = new Map<unknown, (feeds: FeedsView) => unknown>([
		['save', feeds => (mayWrite() ? feeds.save([]) : undefined)],
		['dismiss', feeds => feeds.dismiss([])],
		['undoDismiss', feeds => feeds.undoDismiss()],
		['markUnread', feeds => feeds.markUnread([])],
		['openDiscussion', feeds => feeds.openDiscussion([])],
		['next', feeds => feeds.move(1, true)],
		['previous', feeds => feeds.move(-1, true)],
	]);
	return Disposable.from(
		view,
		changes,
		{ dispose: () => [first, timer].forEach(clearTimeout) },
		{ dispose: () => made?.dispose() },
		view.onDidChangeVisibility(({ visible }) => {
			if (visible) {
				opened()
					.then(feeds => feeds.visit())
					.catch((error: unknown) => log.error('The visit of the feeds could not be recorded', error));
			}
		}),
		// A tree that is redrawn has no selection for a moment: a key of that moment is still meant for the paper.
		view.onDidChangeSelection(({ selection: [node] }) => {
			if (node !== undefined) {
				void commands.executeCommand('setContext', 'marginalia.feeds.atPaper', node.kind === 'entry');
			}
		}),
		onSettingChange(['feeds.subscriptions', 'feeds.sortBy', 'feeds.forYou', 'feeds.mute', 'feeds.thumbnails', 'network.services'], () => {
			noteSubscriptions();
			showTicks();
			made?.forYou.ask();
			changes.fire(undefined);
			look();
		}),
		registerCommand(
			log,
			'marginalia.feeds.subscribe',
			withFeeds((feeds, _, [argument]) => feeds.subscribe(argument)),
		),
		registerCommand(
			log,
			'marginalia.feeds.unsubscribe',
			withFeeds((feeds, nodes, [id]) =>
				feeds.unsubscribe(typeof id === 'string' ? [id] : nodes.flatMap(node => (node.kind === 'feed' ? [node.id] : []))),
			),
		),
		registerCommand(
			log,
			'marginalia.feeds.refresh',
			withFeeds((feeds, nodes) => (workspace.isTrusted ? feeds.refresh(nodes) : void mayWrite())),
		),
		registerCommand(
			log,
			'marginalia.feeds.markAllRead',
			withFeeds((feeds, nodes) => feeds.markAllRead(nodes)),
		),
		registerCommand(
			log,
			'marginalia.feeds.goToDay',
			withFeeds((feeds, nodes, [first, second]) =>
				feeds.goToDay(nodes, typeof first === 'string' ? first : typeof second === 'string' ? second : undefined),
			),
		),
		registerCommand(
			log,
			'marginalia.feeds.previousDay',
			withFeeds((feeds, nodes) => feeds.stepDay(nodes, -1)),
		),
		registerCommand(
			log,
			'marginalia.feeds.nextDay',
			withFeeds((feeds, nodes) => feeds.stepDay(nodes, 1)),
		),
		registerCommand(
			log,
			'marginalia.feeds.open',
			inTurn((feeds, nodes) => feeds.open(nodes, true)),
		),
		registerCommand(
			log,
			'marginalia.feeds.openSelected',
			inTurn(feeds => feeds.openSelected()),
		),
		registerCommand(
			log,
			'marginalia.feeds.move',
			inTurn((feeds, _, [step, options]) => feeds.move(step === -1 ? -1 : 1, options === undefined)),
		),
		registerWritingCommand(
			log,
			'marginalia.feeds.save',
			inTurn((feeds, nodes) => feeds.save(nodes)),
		),
		registerCommand(
			log,
			'marginalia.feeds.dismiss',
			inTurn((feeds, nodes) => feeds.dismiss(nodes)),
		),
		registerCommand(
			log,
			'marginalia.feeds.markUnread',
			inTurn((feeds, nodes) => feeds.markUnread(nodes)),
		),
		registerCommand(
			log,
			'marginalia.feeds.openDiscussion',
			inTurn((feeds, nodes) => feeds.openDiscussion(nodes)),
		),
		registerCommand(log, 'marginalia.feeds.importOpml', async given => (await import('./opml')).importOpml(given)),
		registerCommand(log, 'marginalia.feeds.exportOpml', async given => (await import('./opml')).exportOpml(given)),
		registerCommand(log, 'marginalia.feeds.muteWords', async given => (await import('./muting')).muteWords(given)),
		registerCommand(
			log,
			'marginalia.feeds.undoDismiss',
			inTurn(feeds => feeds.undoDismiss()),
		),
		registerCommand(
			log,
			'marginalia.feeds.switchOn',
			withFeeds((feeds, nodes) => feeds.switchOn(nodes)),
		),
		// All keys of the view run this one command: the editor keeps the order of a command's calls, and not that of different commands while
		// it waits to hear from the extension that they are there.
		registerCommand(
			log,
			'marginalia.feeds.press',
			inTurn((feeds, _, [name]) => pressed.get(name)?.(feeds)),
		),
		// Not in the palette: the digest asks for it.
		registerCommand(log, '_marginalia.feeds.unsaved', async () =>
			feedSettings.subscriptions().length === 0 ? [] : (await opened()).unsaved(),
		),
		...feedOrders.flatMap(order =>
			[order, `${order}.current`].map(id => registerCommand(log, `marginalia.feeds.by.${id}`, () => changeSetting('feeds.sortBy', order))),
		),
	);
}
