import { Disposable, StatusBarAlignment, window } from 'vscode';
import type { Asking, ServiceState } from '../../core/sources/asking';
import { serviceLabel } from '../../core/sources/services';

/**
 * An item of the status bar that says who is being asked, and on hovering when each service last worked. There from the first request on.
 */
export function networkStatus(asking: Asking): Disposable {
	const item = window.createStatusBarItem('marginalia.network', StatusBarAlignment.Right, 50);
	item.name = 'Marginalia: Services';
	item.command = { command: 'workbench.action.openSettings', title: 'Settings', arguments: ['marginalia.network'] };
	const show = () => {
		const states = asking.serviceStates;
		const running = states.filter(state => state.running > 0);
		const troubled = states.some(state => state.trouble !== undefined);
		item.text =
			running.length > 0
				? `$(sync~spin) ${running.map(({ service }) => serviceLabel(service)).join(', ')}`
				: troubled
					? '$(cloud) $(warning)'
					: '$(cloud)';
		item.tooltip = ['Services used by Marginalia', ...states.map(line)].join('\n');
		item.accessibilityInformation = { label: item.tooltip };
		item.show();
	};
	return Disposable.from(item, asking.onDidChange(show));
}

function line({ service, running, lastGood, trouble }: ServiceState): string {
	const when = lastGood === undefined ? 'no answer yet' : `last answered at ${lastGood.toLocaleTimeString()}`;
	return `${serviceLabel(service)}: ${running > 0 ? 'waiting; ' : ''}${trouble ?? when}`;
}
