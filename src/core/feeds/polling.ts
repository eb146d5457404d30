import { localize } from '../data/localize';
import { Emitter } from '../work/events';
import type { IncomingPaper } from '../paper/paper';
import type { Cancellation, Clock, Disposable, Log } from '../files/ports';
import type { Asking } from '../sources/asking';
import type { ServiceId } from '../sources/services';
import { isDue, withAnswer, withFailure } from './feedContents';
import type { FeedStore } from './feedStore';
import type { Lease } from './lease';
import { idOf, isWholeList, subscriptionLabel, pageSize, questionsOf } from './subscription';
import type { Subscription } from './subscription';

export interface PollingOptions {
	readonly asking: Asking;
	readonly store: FeedStore;
	readonly lease: Lease;
	readonly clock: Clock;
	readonly log: Log;
	/** Between 0 and 1, so that many clients do not come at the same minute. */
	readonly random: () => number;
	/** Whether what can wait should: the computer runs on its battery, or data cost money. */
	readonly shouldSave: () => Promise<boolean>;
}

/** Asks for feeds when they are due: those of one service one after the other, through the queue that all requests wait in. */
export class Polling {
	private readonly running = new Set<string>();
	private readonly changed = new Emitter<void>();

	constructor(private readonly options: PollingOptions) {}

	/** Whether nothing was asked the last time only because this computer should save. */
	pauses = false;

	readonly onDidChange = (listener: () => void): Disposable => this.changed.event(listener);

	isRunning(subscription: Subscription): boolean {
		return this.running.has(idOf(subscription.topic));
	}

	/**
	 * Asks for what is due, if this is the window that polls and the computer need not save. Services that are switched off are left alone.
	 * Resolves to whether this is that window.
	 */
	async pollDue(subscriptions: readonly Subscription[], cancellation?: Cancellation): Promise<boolean> {
		if (subscriptions.length === 0 || !(await this.options.lease.hold())) {
			// Another window may have brought something.
			await Promise.all(subscriptions.map(({ topic }) => this.options.store.read(idOf(topic))));
			return false;
		}
		const due: Subscription[] = [];
		for (const subscription of subscriptions) {
			const contents = await this.options.store.read(idOf(subscription.topic));
			if (isDue(contents, this.options.clock.now()) && this.options.asking.mayAsk(serviceOf(subscription))) {
				due.push(subscription);
			}
		}
		const pauses = due.length > 0 && (await this.options.shouldSave());
		if (pauses !== this.pauses) {
			this.pauses = pauses;
			this.changed.fire();
		}
		await this.poll(pauses ? [] : due, cancellation);
		return true;
	}

	/** Asks for feeds now, due or not: the user wants it. */
	async poll(subscriptions: readonly Subscription[], cancellation?: Cancellation): Promise<void> {
		const services = [...new Set(subscriptions.map(serviceOf))];
		await Promise.all(
			services.map(async service => {
				for (const subscription of subscriptions.filter(candidate => serviceOf(candidate) === service)) {
					if (cancellation?.isCancellationRequested !== true && !this.isRunning(subscription)) {
						await this.pollOne(subscription, cancellation);
					}
				}
			}),
		);
	}

	private async pollOne(subscription: Subscription, cancellation: Cancellation | undefined): Promise<void> {
		const { store, clock, random, log } = this.options;
		const id = idOf(subscription.topic);
		this.running.add(id);
		this.changed.fire();
		try {
			const answer = await this.ask(subscription, cancellation);
			if (answer.kind === 'papers') {
				answer.problems.forEach(problem => log.warn(`${subscriptionLabel(subscription)}: ${problem}`));
				const facts = {
					now: clock.now(),
					whole: isWholeList(subscription.topic),
					every: subscription.every,
					random: random(),
					trouble: troubleOf(answer.problems),
				};
				await store.change(id, before => withAnswer(before, answer.papers, facts));
			} else if (answer.kind === 'failed') {
				log.warn(`${subscriptionLabel(subscription)}: ${answer.sentence}`);
				await store.change(id, before => withFailure(before, answer.sentence, clock.now(), random()));
			}
		} catch (error) {
			log.error(`${subscriptionLabel(subscription)} could not be kept`, error);
		} finally {
			this.running.delete(id);
			this.changed.fire();
		}
	}

	/** All pages. What was kept of an earlier answer is no news. */
	private async ask({ topic }: Subscription, cancellation: Cancellation | undefined): Promise<PollAnswer> {
		const papers: IncomingPaper[] = [];
		const problems: string[] = [];
		for (const { request, parse } of questionsOf(topic, this.options.clock.now())) {
			const answer = await this.options.asking.papers(request, parse, cancellation);
			if (answer.kind !== 'papers') {
				return answer.kind === 'cancelled' || answer.kind === 'off' ? { kind: 'left' } : { kind: 'failed', sentence: answer.sentence };
			}
			if (answer.stale !== undefined) {
				return { kind: 'failed', sentence: answer.stale };
			}
			papers.push(...answer.papers);
			problems.push(...(answer.problems ?? []), ...(answer.leftOut ?? []));
			if ((answer.items ?? answer.papers.length) < pageSize) {
				break;
			}
		}
		return { kind: 'papers', papers, problems };
	}
}

type PollAnswer =
	| { readonly kind: 'papers'; readonly papers: readonly IncomingPaper[]; readonly problems: readonly string[] }
	| { readonly kind: 'failed'; readonly sentence: string }
	| { readonly kind: 'left' };

function troubleOf([first, ...others]: readonly string[]): string | undefined {
	return first === undefined || others.length === 0 ? first : localize('{0} {1} more entries couldn’t be read.', first, others.length);
}

/** The service that is asked for a feed. */
export function serviceOf({ topic }: Pick<Subscription, 'topic'>): ServiceId {
	switch (topic.kind) {
		case 'daily-papers':
		case 'submitter':
			return 'daily-papers';
		case 'arxiv':
			return 'arxiv-feeds';
		case 'author':
			return 'arxiv';
		case 'search':
			return topic.service;
		case 'citations':
			return 'openalex';
		case 'web-feed':
			return 'web-feeds';
	}
}
