import { window } from 'vscode';
import { localize } from '../../../core/data/localize';
import { withColumns } from '../../../core/table/arrangement';
import type { TableArrangement } from '../../../core/table/arrangement';
import { columnNames, columnOf } from '../../../core/table/columns';
import type { ColumnName } from '../../../core/table/columns';

/** The arrangement with other columns; `undefined` where the user turns away. */
export async function askColumns(arrangement: TableArrangement): Promise<TableArrangement | undefined> {
	const shown = arrangement.columns.map(({ name }) => name);
	const item = (name: ColumnName) => ({ label: columnOf(name).label(), picked: shown.includes(name), name });
	const names = [...shown, ...columnNames.filter(name => !shown.includes(name))];
	const picked = await window.showQuickPick(names.map(item), { title: localize('Select the columns of the table'), canPickMany: true });
	return (
		picked &&
		withColumns(
			arrangement,
			picked.map(({ name }) => name),
		)
	);
}

/** The arrangement with other groups, or with none; `undefined` where the user turns away. */
export async function askGroup(arrangement: TableArrangement): Promise<TableArrangement | undefined> {
	const names = columnNames.filter(name => columnOf(name).groups !== undefined);
	const now = localize('current');
	const item = (label: string, group: ColumnName | undefined) => ({
		label,
		description: arrangement.group === group ? now : '',
		group,
	});
	const picked = await window.showQuickPick(
		[item(localize('No Grouping'), undefined), ...names.map(name => item(columnOf(name).label(), name))],
		{ title: localize('Group the table by') },
	);
	return picked && { ...arrangement, group: picked.group };
}
