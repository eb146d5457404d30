import { workspace } from 'vscode';

/**
 * What the view says while it has nothing else to say: in a workspace that is not trusted, what is off. The view's title has the button
 * that leads to trust.
 */
export function messageAtRest(): string {
	return workspace.isTrusted
		? ''
		: 'Restricted Mode: this workspace isn’t trusted. You can browse, search and cite, but its settings and templates and files outside it are ignored, nothing is changed, and no service is asked.';
}
