/** Words that say nothing of what a paper is about. */
export const commonWords: ReadonlySet<string> = new Set(
	`about above across after all also although among and any approach approaches are based because been before being between both but can code could demonstrate demonstrates
	different each effective enable enables experiments extensive existing first for framework from further good has have however how improve improved improves into introduce introduces its
	leading made many may method methods models model more most much must new not novel number often one only other our over own paper performance present presents problem propose proposed
	proposes provide provides recent result results several should show showing shows significant significantly simple since some state such than that the their them then there these they this
	those three through thus two under use used using various very via was well were what when where which while who will with within without work works yet you your`.split(
		/\s+/,
	),
);
