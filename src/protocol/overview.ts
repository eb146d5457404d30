import type { Bar, Lead, Overview, Plot } from '../core/reading/overview';
import { plotNames } from '../core/reading/overview';
import { isFiniteNumber, isText, listOf, oneOf, optional, parsed, record, union } from './shapes';

/** What the host tells the overview. */
export type ToOverview =
	/** The library is being counted. */
	{ readonly type: 'counting' } | { readonly type: 'overview'; readonly overview: Overview };

/** What the user asks for there. */
export type FromOverview =
	| { readonly type: 'ready' }
	| { readonly type: 'open'; readonly lead: Lead }
	/** A plot as a picture, whole and with its colours. */
	| { readonly type: 'copy'; readonly svg: string }
	| { readonly type: 'save'; readonly svg: string; readonly name: string };

/** `undefined` for anything that is not such a message. */
export function parseToOverview(value: unknown): ToOverview | undefined {
	return parsed(isToOverview, value);
}

/** `undefined` for anything that is not such a message. */
export function parseFromOverview(value: unknown): FromOverview | undefined {
	return parsed(isFromOverview, value);
}

const isLead = union<'kind', Lead>('kind', {
	search: record({ kind: oneOf(['search']), query: isText }),
	paper: record({ kind: oneOf(['paper']), key: isText }),
	word: record({ kind: oneOf(['word']), word: isText }),
});
const isBar = record<Bar>({ label: isText, count: isFiniteNumber, lead: optional(isLead) });
const isPlot = record<Plot>({ name: oneOf(plotNames), bars: listOf(isBar), more: isFiniteNumber });

const isToOverview = union<'type', ToOverview>('type', {
	counting: record({ type: oneOf(['counting']) }),
	overview: record({ type: oneOf(['overview']), overview: record<Overview>({ papers: isFiniteNumber, plots: listOf(isPlot) }) }),
});

const isFromOverview = union<'type', FromOverview>('type', {
	ready: record({ type: oneOf(['ready']) }),
	open: record({ type: oneOf(['open']), lead: isLead }),
	copy: record({ type: oneOf(['copy']), svg: isText }),
	save: record({ type: oneOf(['save']), svg: isText, name: oneOf(plotNames) }),
});
