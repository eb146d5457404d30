import { Disposable, EventEmitter, commands } from 'vscode';
import type { Memento } from 'vscode';
import { groupings, sortings } from '../../../core/library/groups';
import type { Grouping, Sorting } from '../../../core/library/groups';
import type { Log } from '../../../core/files/ports';
import { registerCommand } from '../../ui/commands';
import { onSettingChange, settings } from '../../settings/settings';

const groupBy = 'marginalia.library.groupBy';
const sortBy = 'marginalia.library.sortBy';

/**
 * How the Library view of this workspace is grouped and sorted. What was chosen in its menus counts here only; the settings are the
 * defaults of all workspaces, and a setting that changes replaces the choice.
 */
export class Arrangement implements Disposable {
	private readonly changes = new EventEmitter<undefined>();
	readonly onDidChange = this.changes.event;
	private readonly subscriptions: Disposable;

	constructor(
		private readonly memory: Memento,
		log: Log,
	) {
		this.subscriptions = Disposable.from(
			this.changes,
			onSettingChange(['library.groupBy'], () => this.forget(groupBy, log)),
			onSettingChange(['library.sortBy'], () => this.forget(sortBy, log)),
			...choiceCommands(log, 'groupBy', groupings, choice => this.choose(groupBy, choice)),
			...choiceCommands(log, 'sortBy', sortings, choice => this.choose(sortBy, choice)),
		);
		this.showTicks();
	}

	groupBy(): Grouping {
		const kept: unknown = this.memory.get(groupBy);
		return groupings.find(grouping => grouping === kept) ?? settings.groupBy();
	}

	sortBy(): Sorting {
		const kept: unknown = this.memory.get(sortBy);
		return sortings.find(sorting => sorting === kept) ?? settings.sortBy();
	}

	dispose(): void {
		this.subscriptions.dispose();
	}

	private forget(name: string, log: Log): void {
		this.choose(name, undefined).catch((error: unknown) => log.error('The choice could not be forgotten', error));
	}

	private async choose(name: string, choice: string | undefined): Promise<void> {
		await this.memory.update(name, choice);
		this.showTicks();
		this.changes.fire(undefined);
	}

	private showTicks(): void {
		void commands.executeCommand('setContext', 'marginalia.groupedBy', this.groupBy());
		void commands.executeCommand('setContext', 'marginalia.sortedBy', this.sortBy());
	}
}

/** A menu has a second entry with a tick for the choice that counts: VS Code lets no extension tick one. */
function choiceCommands<T extends string>(log: Log, name: string, choices: readonly T[], choose: (choice: T) => unknown): Disposable[] {
	return choices.flatMap(choice =>
		[choice, `${choice}.current`].map(id => registerCommand(log, `marginalia.${name}.${id}`, () => choose(choice))),
	);
}
