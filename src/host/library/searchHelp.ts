import { localize } from '../../core/data/localize';
/** The search language in one line, wherever a search can be typed. docs/search.md has all of it. */
export function searchHelp(): string {
	return localize(
		'Words in any order, or author:song  year:2020..2023  tag:x  status:unread  rating:>=3  added:<7d  read:<30d  has:note  "exact words"  -not  (a OR b)',
	);
}
