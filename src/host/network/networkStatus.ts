import { Disposable, StatusBarAlignment, window } from 'vscode';
import { localize } from '../../core/data/localize';
import type { Asking, ServiceState } from '../../core/sources/asking';
import { serviceLabel } from '../../core/sources/services';

/**
 * An item of the status bar that says who is being asked, and on hovering when each service last worked. There from the first request on.
 */
export function networkStatus(asking: Asking): Disposable {
	const item = window.createStatusBarItem('marginalia.network', StatusBarAlignment.Right, 50);
	item.name = localize('Marginalia: Services');
	item.command = { command: 'workbench.action.openSettings', title: localize('Settings'), arguments: ['marginalia.network'] };
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
		item.tooltip = [localize('Services used by Marginalia'), ...states.map(line)].join('\n');
		item.accessibilityInformation = { label: item.tooltip };
		item.show();
	};
	return Disposable.from(item, asking.onDidChange(show));
}

function line({ service, running, lastGood, trouble }: ServiceState): string {
	const when = lastGood === undefined ? localize('no answer yet') : localize('last answered at {0}', lastGood.toLocaleTimeString());
	return `${serviceLabel(service)}: ${running > 0 ? `${localize('waiting')}; ` : ''}${trouble ?? when}`;
}
