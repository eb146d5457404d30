export type KeyArgument = string | number | boolean | RegExp;

/** A function or filter with its arguments, those written by name (`sep="_"`) under it. */
export interface KeyCall {
	/** As it is written. */
	readonly name: string;
	readonly positional: readonly KeyArgument[];
	readonly named: Readonly<Record<string, KeyArgument>>;
}

/** The arguments of a call, by the names its function has for them, in order. */
export class KeyArguments {
	constructor(
		private readonly call: KeyCall,
		private readonly names: readonly string[],
	) {}

	number(name: string, fallback: number): number {
		const value = this.value(name);
		return typeof value === 'number' ? value : fallback;
	}

	text(name: string, fallback: string): string {
		const value = this.value(name);
		return typeof value === 'string' || typeof value === 'number' ? String(value) : fallback;
	}

	flag(name: string): boolean {
		return this.value(name) === true;
	}

	value(name: string): KeyArgument | undefined {
		return this.call.named[name] ?? this.call.positional[this.names.indexOf(name)];
	}

	/** All of them, as texts. */
	get all(): readonly string[] {
		return [...this.call.positional, ...Object.values(this.call.named)].map(String);
	}
}
