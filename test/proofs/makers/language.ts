/** Words of a language, and how its sentences are told apart. */
export interface Language {
	/** As it follows the name of a program; English needs none. */
	readonly name: string;
	/** Of BCP 47: `zh`. */
	readonly code: string;
	readonly direction: 'ltr' | 'rtl';
	readonly words: readonly string[];
	/** What stands between two words. */
	readonly space: ' ' | '';
	readonly stop: '.' | '。';
	/** A family that has its letters, by the name that fontconfig knows. */
	readonly family: string;
	/** Twenty letters of which the word is made that tells a sentence apart, and what it begins and ends with. */
	readonly marker: { readonly start: string; readonly letters: string; readonly end: string };
}

function words(text: string): readonly string[] {
	return text.trim().split(/\s+/);
}

export const english: Language = {
	name: 'English',
	code: 'en',
	direction: 'ltr',
	words:
		words(`the a of in and to with for that which each every model data score noise process reverse time continuous efficient office first
difficult flow affine graph network training estimate distribution density function parameter likelihood posterior variational bound
sampling step descent gradient stochastic differential equation solution converges under mild conditions we show prove observe find report
state-of-the-art results on benchmark well-known datasets although however therefore moreover naïve Müller café while depends only perturbed
high fidelity images speech text attention layer transformer encoder decoder latent representation learned jointly end-to-end`),
	space: ' ',
	stop: '.',
	family: 'DejaVu Serif',
	// Letters that a scan is seldom wrong about.
	marker: { start: 'zq', letters: 'abcdefghkmnoprstuvwy', end: 'x' },
};

export const greek: Language = {
	...english,
	name: 'Greek',
	code: 'el',
	words: words(`το και από με για που κάθε μοντέλο δεδομένα θόρυβος διαδικασία χρόνος συνεχής αποδοτικός πρώτος δύσκολο ροή γράφημα δίκτυο
εκπαίδευση εκτίμηση κατανομή πυκνότητα συνάρτηση παράμετρος όριο δειγματοληψία βήμα κλίση εξίσωση λύση συγκλίνει υπό ήπιες συνθήκες δείχνουμε
αποδεικνύουμε ωστόσο επομένως υψηλή πιστότητα εικόνες λόγος κείμενο προσοχή στρώμα`),
	marker: { start: 'ψξ', letters: 'αβγδεζηθικλμνοπρστυφ', end: 'ω' },
};

export const chinese: Language = {
	name: 'Chinese',
	code: 'zh',
	direction: 'ltr',
	words:
		words(`模型 数据 噪声 过程 时间 连续 有效 首先 困难 流形 图像 网络 训练 估计 分布 密度 函数 参数 似然 后验 变分 下界 采样 步长 梯度 随机
微分 方程 解法 收敛 条件 我们 证明 观察 结果 基准 著名 尽管 然而 因此 此外 仅仅 取决于 高保真 语音 文本 注意力 层次 编码器 解码器 表示 学习 联合 的 在 和 与 了 是`),
	space: '',
	stop: '。',
	family: 'WenQuanYi Micro Hei',
	marker: { start: '龙', letters: '甲乙丙丁戊己庚辛壬癸子丑寅卯辰巳午未申酉', end: '虎' },
};

export const japanese: Language = {
	...chinese,
	name: 'Japanese',
	code: 'ja',
	words:
		words(`モデル データ ノイズ 過程 時間 連続 効率 最初 困難 画像 ネットワーク 学習 推定 分布 密度 関数 確率 変分 下限 標本 勾配 微分 方程式 解 収束
条件 我々 証明 観測 結果 しかし したがって さらに のみ 依存する 音声 文章 注意 層 符号化 復号 表現 の は を に で と が ことを示す である という`),
};

export const korean: Language = {
	...chinese,
	name: 'Korean',
	code: 'ko',
	words:
		words(`모델 데이터 잡음 과정 시간 연속적 효율적인 처음 어려운 흐름 그래프 네트워크 훈련 추정 분포 밀도 함수 확률 변분 하한 표본 단계 기울기 미분 방정식 해 수렴한다
조건 우리는 증명한다 관찰한다 결과 그러나 따라서 또한 오직 의존한다 고품질 영상 음성 본문 주의 계층 부호기 복호기 표현 학습된 함께`),
	space: ' ',
	stop: '.',
	family: 'NanumGothic',
	marker: { start: '뷁', letters: '갑병정무기경신임계자축인묘진오유술쇠납금', end: '쀓' },
};

export const arabic: Language = {
	name: 'Arabic',
	code: 'ar',
	direction: 'rtl',
	words:
		words(`النموذج البيانات الضوضاء العملية الوقت المستمر الفعال الأول الصعب التدفق الرسم الشبكة التدريب التقدير التوزيع الكثافة الدالة المعلمة الاحتمال
الحد العينة الخطوة التدرج العشوائي التفاضلي المعادلة الحل يتقارب تحت شروط نحن نبين نثبت نلاحظ النتائج لكن لذلك علاوة على ذلك فقط يعتمد عالية الدقة الصور الكلام النص الانتباه
الطبقة من في إلى مع كل هذا`),
	space: ' ',
	stop: '.',
	family: 'Amiri',
	marker: { start: 'ظغ', letters: 'بتثجحخدذرزسشصضطعفقكن', end: 'ظ' },
};

export const hebrew: Language = {
	...arabic,
	name: 'Hebrew',
	code: 'he',
	words:
		words(`המודל הנתונים הרעש התהליך הזמן הרציף היעיל הראשון הקשה הזרימה הגרף הרשת האימון האומדן ההתפלגות הצפיפות הפונקציה הפרמטר הנראות החסם הדגימה הצעד
הגרדיאנט האקראי הדיפרנציאלי המשוואה הפתרון מתכנס תחת תנאים אנו מראים מוכיחים רואים התוצאות אולם לכן בנוסף רק תלוי באיכות גבוהה תמונות דיבור טקסט קשב שכבה של עם כל זה`),
	family: 'David CLM',
	marker: { start: 'קצ', letters: 'אבגדהוזחטיכלמנסעפרשת', end: 'ץ' },
};
