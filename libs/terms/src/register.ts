import { en, ja } from './prose.js';
import type { Question } from './question.js';

/** The register of readings: a new question or answer is an entry here, and the compiler shows who has to deal with it. */
export const register = {
  R01: {
    name: 'notice-period',
    clauses: ['7', '5(4)'],
    question: {
      ja: '「30 日を経過する日」とは、30 日目が経過する日か、その翌日か。',
      en: 'Is “the day on which 30 days elapse” the day in which the 30th day runs out, or the day after it?',
    },
    choices: {
      elapses: { ja: '30 日目そのもの(到達日 + 30 日)', en: 'the 30th day itself (arrival + 30 days)' },
      elapsed: { ja: '30 日目の翌日(到達日 + 31 日)', en: 'the day after the 30th (arrival + 31 days)' },
    },
    reason: {
      ja: ja`
        期間は末日の終了をもって満了するから(民法第 141 条)、経過する日は末日である。第 9 条及び第 10 条でも同じ語は
        期間の末日を指す。`,
      en: en`
        A period runs out with the end of its last day (Civil Code, Article 141), so that it elapses on that day; in
        Articles 9 and 10 the same words mean the period's last day.`,
    },
  },
  R02: {
    name: 'holiday',
    clauses: ['10', 'civil-code-142'],
    question: {
      ja: '請求期限の末日が日曜日、祝日その他の休業日に当たるとき、期限は翌営業日に延びるか。',
      en: 'Does the deadline for a claim move where its last day is a Sunday, a national holiday or another day without business?',
    },
    choices: {
      none: { ja: '延びない', en: 'it stays' },
      'next-business-day': {
        ja: '翌営業日に延びる(土曜日、日曜日、国民の祝日、12 月 29 日から 1 月 3 日までを除く。)',
        en: 'it moves to the next business day (Saturdays, Sundays, national holidays and 29 December to 3 January are none)',
      },
    },
    reason: {
      ja: '民法第 142 条は、その日に取引をしない慣習がある場合に限る。電気通信サービスの請求にその慣習は示されていない。',
      en: en`
        Article 142 of the Civil Code asks for a custom not to do business on that day; none is shown for claims about a
        telecommunications service.`,
    },
  },
  R03: {
    name: 'proration',
    clauses: ['8', 'annex-1(2)'],
    question: { ja: '1 月に満たない月の月額費用はいくらか。', en: 'What is the monthly fee of a part of a month?' },
    choices: {
      'actual-days': { ja: '月額費用 × 日数 ÷ その月の日数', en: 'fee × days ÷ days of that month' },
      'full-month': { ja: '全額', en: 'the whole fee' },
      thirtieth: { ja: '月額費用 × 日数 ÷ 30(月額費用を上限とする。)', en: 'fee × days ÷ 30, at most the fee' },
    },
    reason: {
      ja: '支払義務は課金開始日に発生するとあるだけで定めがない。利用した日数の割合が最も双方に偏らない。',
      en: en`
        The text says only that the obligation arises on the billing start date; the share of the days of use favours
        neither side.`,
    },
  },
  R04: {
    name: 'remaining-period',
    clauses: ['annex-2'],
    question: {
      ja: '「残余の期間に対応する」月額費用の額をどう数えるか。',
      en: 'How is the monthly fee counted that “corresponds to the remaining period”?',
    },
    choices: {
      'as-if-continued': {
        ja: '契約が続いていれば課金された月により、終了日の翌日から最低利用期間の末日まで、端数の月は R03 により日割りする',
        en: en`
          the months that would have been billed, from the day after the end to the last day of the minimum period, part
          months prorated as R03 says`,
      },
      'whole-months': {
        ja: '最低利用期間を初日から月に区切り、残余の期間の初日が属する月以後の各月を全額とする',
        en: en`
          the minimum period is cut into months from its first day; the month in which the remaining period begins and every
          later one count in full`,
      },
      anniversary: {
        ja: '末日の翌日からさかのぼって数えた満月は全額、その前の日は 1 日につき 30 分の 1(1 月分を上限とする。)',
        en: en`
          as many whole months as fit, counted back from the day after the last day, and a thirtieth for each day before
          them, at most one fee`,
      },
    },
    reason: {
      ja: '「対応する」は、その期間に本来課金されるはずの額を指すと読むのが自然である。',
      en: '“Corresponds” most naturally points to what would have been billed for that very time.',
    },
  },
  R05: {
    name: 'overlap',
    clauses: ['annex-2(1)', 'annex-2(2)'],
    question: {
      ja: '別紙 2 の 1 は月額費用を(1)(2)の別なく、2 は(2)を挙げる。オプションは両方で請求されるか。',
      en: 'Annex 2, 1 names the monthly fee without (1) or (2), 2 names (2): is an option charged under both?',
    },
    choices: {
      once: {
        ja: '一度だけ(基本サービスはその残余、オプションは両方の残余のうち長い方)',
        en: 'once: the base for its own rest, the option for the longer of both rests',
      },
      separate: { ja: '1 は基本サービスのみ、2 はオプションのみ', en: '1 is the base alone, 2 the option alone' },
      cumulative: {
        ja: '1 は基本サービスとオプション、それに 2 が加わる',
        en: '1 is the base and the option, and 2 comes on top',
      },
    },
    reason: {
      ja: '文言どおり 1 に(2)を含めつつ、同じ期間の同じ費用を二度支払わせる趣旨とは解されない。',
      en: 'The words of 1 take in (2), but nothing suggests that one fee should be paid twice for the same time.',
    },
  },
  R06: {
    name: 'reduction-base',
    clauses: ['annex-3'],
    question: {
      ja: '減額の基礎となる月額費用は、基本サービスのみか、利用中のオプションを含むか。',
      en: 'Is the monthly fee that is reduced the base’s alone, or that of the options in force as well?',
    },
    choices: {
      'base-and-options': { ja: '利用中のオプションを含む', en: 'with the options in force' },
      'base-only': { ja: '基本サービスのみ', en: 'the base alone' },
    },
    reason: {
      ja: '別紙 1 の月額費用は両者を含み、別紙 3 はこれを限定しない。',
      en: 'The monthly fee of Annex 1 comprises both, and Annex 3 does not narrow it.',
    },
  },
  R07: {
    name: 'claimable-from',
    clauses: ['10'],
    question: { ja: '「請求をし得ることとなった日」はいつか。', en: 'When did the claim become possible?' },
    choices: {
      threshold: { ja: '24 時間が満ちた日', en: 'on the day on which the 24th hour is complete' },
      recovery: {
        ja: '復旧した日(24 時間以上の場合)',
        en: 'on the day of recovery, where 24 hours or more had passed',
      },
    },
    reason: {
      ja: '24 時間が満ちれば減額の要件はすべて備わる。',
      en: 'With the 24th hour every condition of the reduction is met.',
    },
  },
  R08: {
    name: 'reduction-cap',
    clauses: ['annex-3'],
    question: {
      ja: '減額は、減額される費用を上限とするか。',
      en: 'Is a reduction limited by the fee that it reduces?',
    },
    choices: {
      none: { ja: '上限はない', en: 'it is not' },
      'monthly-fee': {
        ja: '単位が終わる暦月ごとに、その月に発生した月額費用の合計を上限とする',
        en: en`
          in each calendar month, by the monthly fees that arose in it; a unit belongs to the month in which it ends`,
      },
    },
    reason: {
      ja: '算出した額を減額するものとするとあり、上限の定めがない。',
      en: 'The text grants the amount calculated and states no limit.',
    },
  },
  R09: {
    name: 'rounding',
    clauses: ['8', 'annex-1', 'annex-2', 'annex-3'],
    question: { ja: '1 円未満の端数はどうするか。', en: 'What becomes of the fraction of a yen?' },
    choices: {
      down: { ja: '切り捨てる', en: 'it is cut off' },
      'half-up': { ja: '四捨五入する', en: 'half a yen and more is rounded up' },
      up: { ja: '切り上げる', en: 'it is rounded up' },
    },
    reason: {
      ja: '金額の端数について定めがない。別紙 3 が唯一示す端数の処理(数の小数点以下)は切捨てである。',
      en: 'The text says nothing for amounts; the one fraction that it deals with, in Annex 3, is cut off.',
    },
  },
  R10: {
    name: 'option-on-exempt-end',
    clauses: ['9(1)', '9(2)'],
    question: {
      ja: '一般規程第 28 条第 2 項又は第 3 項の除外は第 9 条第 1 項にのみある。契約とともに終了したオプションの残余は支払うか。',
      en: en`
        The exception for Article 28, paragraphs 2 and 3, of the General Regulations stands in Article 9(1) only: is the rest
        owed for an option that ended with the contract?`,
    },
    choices: {
      literal: { ja: '支払う', en: 'it is' },
      'follows-contract': { ja: '支払わない', en: 'it is not' },
    },
    reason: { ja: '第 9 条第 2 項に除外の文言がない。', en: 'Article 9(2) has no words of exception.' },
  },
  R11: {
    name: 'last-day',
    clauses: ['7', '8'],
    question: { ja: '解除の効力が生ずる日は課金されるか。', en: 'Is the day on which the end takes effect billed?' },
    choices: {
      billed: { ja: 'される', en: 'it is' },
      'not-billed': { ja: 'されず、残余の期間に属する', en: 'it is not, and belongs to the remaining period' },
    },
    reason: {
      ja: '30 日を経過する日はその日の終了まで続くから、その日はなお契約期間中である。',
      en: 'The day on which 30 days elapse lasts to its end, so that the contract still stands on it.',
    },
  },
  R12: {
    name: 'ended-before-billing',
    clauses: ['9'],
    question: {
      ja: '課金開始前に終了し、最低利用期間が始まらなかったときはどうなるか。',
      en: 'What of an end before billing started, when no minimum period had begun?',
    },
    choices: {
      'no-charge': { ja: '何も支払わない', en: 'nothing is owed' },
      'full-period': {
        ja: '最低利用期間の全部の月額費用を支払う',
        en: 'the monthly fees of a whole minimum period are owed',
      },
    },
    reason: {
      ja: '起算日は課金開始日であり、始まらなかった期間に残余はない。',
      en: 'The period is counted from the billing start date; one that never began has no rest.',
    },
  },
  R13: {
    name: 'second-notice',
    clauses: ['7', '5(4)'],
    question: {
      ja: '効力を有する通知が複数あり、その日が異なるときはどれによるか。',
      en: 'Which of several standing notices with different dates counts?',
    },
    choices: {
      earliest: { ja: '最も早く効力が生ずるもの', en: 'the one with the earliest effective date' },
      latest: { ja: '最後に到達したもの', en: 'the one that arrived last' },
    },
    reason: {
      ja: '解除の意思表示は撤回することができない(民法第 540 条第 2 項)から、後の通知は先の通知の効力を妨げない。',
      en: en`
        A declaration of termination cannot be taken back (Civil Code, Article 540, paragraph 2), so that a later notice does
        not stop an earlier one.`,
    },
  },
  R14: {
    name: 'fee-of-outage',
    clauses: ['annex-3'],
    question: {
      ja: '利用不能の間に月額費用が改定されたとき、どの額によるか。',
      en: 'Which fee counts where it was revised during the outage?',
    },
    choices: {
      'when-known': { ja: '当社が知った日の額', en: 'the fee of the day on which the provider became aware' },
      'each-unit': {
        ja: '24 時間の単位ごとに、それが終わる日の額',
        en: 'for each unit the fee of the day on which it ends',
      },
    },
    reason: {
      ja: '算式は一つの月額費用を予定し、利用不能時間は当社が知った時に始まる。',
      en: 'The formula has a single monthly fee, and the unusable time begins when the provider becomes aware.',
    },
  },
  R15: {
    name: 'early-claim',
    clauses: ['10'],
    question: {
      ja: '24 時間が満ちる前、又は復旧前に到達した請求はどうなるか。',
      en: 'What of a claim that arrives before 24 hours are complete, or before recovery?',
    },
    choices: {
      accrues: {
        ja: '24 時間が満ちた時から効力を有し、額は復旧まで増える',
        en: 'it counts once 24 hours are complete; the amount grows until recovery',
      },
      'after-recovery': {
        ja: '復旧の日以後に到達した請求のみが効力を有する',
        en: 'only a claim that arrives on or after the day of recovery counts',
      },
    },
    reason: {
      ja: '請求の期限はあるが、請求が早すぎてはならないとの定めはない。',
      en: 'The text sets an end to the time for claiming, but no beginning.',
    },
  },
  R16: {
    name: 'midnight-arrival',
    clauses: ['7', '5(4)', 'civil-code-140'],
    question: {
      ja: '午前零時ちょうどに到達した通知について、到達の日を算入するか。',
      en: 'Does the day of arrival count for a notice that arrives at exactly 00:00?',
    },
    choices: {
      'not-counted': { ja: '算入しない', en: 'it does not' },
      counted: { ja: '算入する', en: 'it does' },
    },
    reason: {
      ja: '期間は到達という事実から数えられ、時刻により一日の差を生じさせる趣旨とは解されない。',
      en: 'The period is counted from the fact of arrival; nothing suggests that the hour should make a day’s difference.',
    },
  },
  R17: {
    name: '2018-terms',
    clauses: ['supplementary'],
    question: {
      ja: '令和 4 年 11 月 1 日の変更前の条文が手元にない。その間の事実は何によるか。',
      en: 'The text in force before 1 November 2022 is not at hand: what governs the facts of that time?',
    },
    choices: {
      'same-parameters': {
        ja: '同じ数値による。これに基づく数値にはその旨を示す',
        en: 'the same numbers; every figure that rests on them says so',
      },
    },
    reason: { ja: '変更の内容を示すものがない。', en: 'Nothing shows what was amended.' },
  },
  R18: {
    name: 'billing-month',
    clauses: ['8'],
    question: {
      ja: '月額費用の支払義務は課金開始日に発生するとあるのみである。どの月を単位とするか。',
      en: 'The text has the monthly fee arise on the billing start date and says no more: which months?',
    },
    choices: {
      calendar: { ja: '暦月', en: 'calendar months' },
      'from-billing-day': {
        ja: '課金開始日から数えた月(民法第 143 条第 2 項)',
        en: 'months counted from the billing start date (Civil Code, Article 143, paragraph 2)',
      },
    },
    reason: {
      ja: '月額の料金は暦月ごとに計算するのが通例である。',
      en: 'Monthly charges are commonly reckoned by the calendar month.',
    },
  },
  R19: {
    name: 'charge-fee',
    clauses: ['annex-2'],
    question: {
      ja: '終了日より後の改定が既に知られているとき、残余の期間の月額費用はどの額か。',
      en: 'Which fee counts for the rest, where a revision for a later day is already known?',
    },
    choices: {
      'on-end': { ja: '終了日の額', en: 'the fee in force on the day of the end' },
      'as-revised': { ja: '改定に従った各時点の額', en: 'at each time the fee as revised' },
    },
    reason: { ja: '支払うべき金額は解除された時に定まる。', en: 'What is owed is settled when the contract ends.' },
  },
  R20: {
    name: 'agreed-end',
    clauses: ['9(1)'],
    question: {
      ja: '合意による終了は、最低利用期間内の解除として支払の対象となるか。',
      en: 'Is an end by agreement a termination that is charged?',
    },
    choices: {
      charged: { ja: '対象となる', en: 'it is' },
      'not-charged': {
        ja: '対象とならない(一般規程第 28 条第 2 項又は第 3 項の場合と同じ)',
        en: 'it is not: an exempt end like one under Article 28, paragraphs 2 and 3, of the General Regulations',
      },
    },
    reason: {
      ja: '除外されるのは一般規程第 28 条第 2 項及び第 3 項の場合だけである。',
      en: 'Only an end under Article 28, paragraphs 2 and 3, of the General Regulations is excepted.',
    },
  },
  R21: {
    name: 'measure-scope',
    clauses: ['13(1)'],
    question: {
      ja: '見出しはホームページオプションを、本文はサービスを挙げる。オプションのない契約にも措置を行うことができるか。',
      en: en`
        The heading names the homepage option, the text the service: may a measure be taken on a contract without the
        option?`,
    },
    choices: {
      'homepage-only': { ja: 'できない', en: 'it may not' },
      'any-contract': { ja: 'できる', en: 'it may' },
    },
    reason: {
      ja: '見出しが条の範囲を示し、第 12 条がサービス全般を別に定めている。',
      en: 'The heading marks out the article, and Article 12 deals with the service at large.',
    },
  },
} as const satisfies Readonly<Record<`R${number}`, Question>>;
