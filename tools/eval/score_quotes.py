#!/usr/bin/env python3
"""Score predicted quotations against gold (both JSON lines, spans in code points: text, quotes of start, end, type, speaker, cue).

  score_quotes.py GOLD.jsonl PRED.jsonl [--strict] [--types direct,mixed,indirect] [--speech-only] [--json] [--errors N]

Documents are matched by "id"; a document that PRED lacks counts as empty.  Reported for every type set:
  exact    span F1, spans normalised (outer quotation marks, blanks, edge punctuation, a leading "that" are cut);
           --strict compares raw code point offsets
  overlap  quotation F1, one-to-one greedy match, a pair matches when token F1 >= 0.5
  tokens   token-level precision/recall/F1 of "inside a quotation"
  speaker  accuracy of the speaker over the overlap-matched pairs whose gold speaker is known
           (the span holds a head word of the gold mention, so "Karzai" is wrong for "Karzai's spokesman";
           or overlaps a mention of the gold coreference chain; or the canonical name agrees)
  entity   accuracy of the canonical speaker name over matched pairs that have a gold "speaker_name"
  cue      accuracy of the cue over matched pairs with a gold cue (overlap)
  joint    F1 of "overlap-matched and speaker right"; joint_exact: of "exact and speaker right"
           (pairs without a gold speaker leave the joint counts)
Never counted, on either side: gold quotes marked optional/block/nested, predictions that hit only such a quote; for the
direct set also predictions that lie on a gold mixed/scare quote or on its quoted parts.
"""
import argparse, json, re, sys
from collections import defaultdict

MARKS = '"\'\u201c\u201d\u2018\u2019\u00ab\u00bb\u201e\u2039\u203a`'
EDGE = MARKS + ' \t\n\r,.;:!?\u2014\u2013-'
TITLES = set('mr mrs ms miss dr sir dame lord lady president minister senator sen rep gov governor general gen col prof '
             'professor king queen prince princess pope sheikh secretary chancellor mayor judge justice the'.split())
PRON = set('he she they it we i you who his her their this that these those'.split())
TOK = re.compile(r"\w+(?:['\u2019.]\w+)*", re.U)


def load(p):
    out = {}
    for line in open(p, encoding='utf-8'):
        if line.strip():
            d = json.loads(line); out[d["id"]] = d
    return out


def norm(text, s, e):
    while s < e and text[s] in EDGE: s += 1
    while e > s and text[e - 1] in EDGE: e -= 1
    if text[s:s + 5].lower() == 'that ':
        s += 5
        while s < e and text[s] in EDGE: s += 1
    return s, e


class Doc:
    def __init__(self, text):
        self.text = text
        self.tok = [m.span() for m in TOK.finditer(text)]

    def toks(self, s, e):
        return {i for i, (a, b) in enumerate(self.tok) if a < e and s < b}


def f1(tp, p, g):
    pr = tp / p if p else 0.0; rc = tp / g if g else 0.0
    return dict(p=round(100 * pr, 2), r=round(100 * rc, 2), f=round(100 * 2 * pr * rc / (pr + rc), 2) if pr + rc else 0.0)


def words(s):
    return [w for w in re.findall(r"[\w']+", re.sub(r"['\u2019]s\b", '', s.lower())) if w not in TITLES]


def name_eq(a, b):
    a, b = words(a), words(b)
    if not a or not b: return False
    return a == b or a[-1] == b[-1] or (set(a) <= set(b)) or (set(b) <= set(a))


def heads(text, s, e):
    """head words of a speaker phrase: last word of every comma/bracket/"and" part, cut before "of", "for", "who" ..."""
    out = []
    for m in re.finditer(r'(?:(?!\band\b)[^,;()])+', text[s:e]):
        part = re.split(r'(?<=\w)\s+(?:of|for|from|in|at|with|who|whose|which|that|on|to|by|about)\b', m.group(), maxsplit=1)[0]
        w = list(TOK.finditer(part))
        if w: out.append((s + m.start() + w[-1].start(), s + m.start() + w[-1].end()))
    return out or [(s, e)]


def speaker_ok(text, g, p):
    """None when gold has no speaker"""
    gs, gm, gn = g.get("speaker"), g.get("speaker_mentions"), g.get("speaker_name")
    if not gs and not gm and not gn and not g.get("speaker_names"): return None
    ps, pn = p.get("speaker"), p.get("speaker_name")
    if ps:
        cand = ([gs] if gs else []) + g.get("speaker_alt", [])
        for c in cand:                       # an over-long prediction is not a speaker
            if ps["end"] - ps["start"] > 3 * (c["end"] - c["start"]) + 60: continue
            if any(a < ps["end"] and ps["start"] < b for a, b in heads(text, c["start"], c["end"])): return True
        if gm and any(a < ps["end"] and ps["start"] < b and b - a < 3 * (ps["end"] - ps["start"]) + 40 for a, b in gm): return True
    names = g.get("speaker_names") or ([gn] if gn else [])
    if not names and gs and gs["text"][:1].isupper() and gs["text"].lower() not in PRON: names = [gs["text"]]
    return any(name_eq(x, n) for x in (pn, ps and ps["text"]) if x for n in names)


def soft(g):
    return g.get("optional") or g.get("block") or g.get("nested")


def score(gold, pred, types, strict=False, speech_only=False, errors=None):
    C = defaultdict(int); direct_only = types == {'direct'}
    for did, gd in gold.items():
        text = gd["text"]; D = Doc(text)
        pd = pred.get(did, {"quotes": []})
        G, ign = [], []
        for g in gd["quotes"]:
            if soft(g) or (speech_only and g.get("speech") is False): ign.append(g); continue
            if g["type"] in types and not (direct_only and g.get("fragment")): G.append(g)
            elif direct_only and (g["type"] in ('mixed', 'scare') or g.get("fragment")): ign.append(g)
        P = [p for p in pd["quotes"] if p["type"] in types]
        for x in G + ign + P:
            x["_n"] = (x["start"], x["end"]) if strict else norm(text, x["start"], x["end"])
            x["_t"] = D.toks(*x["_n"])
        # greedy one-to-one match on token F1
        cand = []
        for i, g in enumerate(G):
            for k, p in enumerate(P):
                n = len(g["_t"] & p["_t"])
                if n:
                    v = 2 * n / (len(g["_t"]) + len(p["_t"]))
                    if v >= 0.5: cand.append((g["_n"] == p["_n"], v, -i, -k))
        cand.sort(reverse=True); mg, mp, pairs = set(), set(), []
        for ex, v, i, k in cand:
            if -i in mg or -k in mp: continue
            mg.add(-i); mp.add(-k); pairs.append((G[-i], P[-k], ex))
        # predictions that only hit ignored material leave the count
        keep = []
        for k, p in enumerate(P):
            if k in mp: keep.append(p); continue
            hit = False
            for g in ign:
                areas = [g["_t"]] + [D.toks(x["start"], x["end"]) for x in g.get("parts", [])]
                if any(a and len(a & p["_t"]) >= 0.5 * min(len(a), len(p["_t"]) or 1) and p["_t"] for a in areas): hit = True
            if hit and not any(len(g["_t"] & p["_t"]) > 0.2 * len(p["_t"]) for i, g in enumerate(G) if i not in mg): continue
            keep.append(p)
        C['g'] += len(G); C['p'] += len(keep); C['ov'] += len(pairs); C['ex'] += sum(1 for x in pairs if x[2])
        gt = set().union(*[g["_t"] for g in G]) if G else set()
        pt = set().union(*[p["_t"] for p in keep]) if keep else set()
        it = set().union(*[g["_t"] for g in ign]) - gt if ign else set()
        C['tt'] += len(gt & pt); C['tg'] += len(gt); C['tp'] += len(pt - it)
        nosp_g = sum(1 for g in G if speaker_ok(text, g, {}) is None)
        C['jg'] += len(G) - nosp_g
        nosp_pairs = 0
        for g, p, ex in pairs:
            ok = speaker_ok(text, g, p)
            if ok is None: nosp_pairs += 1
            else:
                C['sg'] += 1; C['sok'] += ok; C['jok'] += ok; C['jex'] += bool(ok and ex)
                if errors is not None and not ok:
                    errors.append((did, 'SPEAKER', g["text"][:60], (g.get("speaker") or {}).get("text"), g.get("speaker_name"),
                                   (p.get("speaker") or {}).get("text"), p.get("speaker_name")))
            if g.get("speaker_name"):
                C['eg'] += 1
                names = g.get("speaker_names") or [g["speaker_name"]]
                C['eok'] += any(name_eq(p.get("speaker_name") or '', n) for n in names)
            if g.get("cue"):
                C['cg'] += 1
                cs = [g["cue"]] + g.get("cue_alt", [])
                C['cok'] += any(c["start"] < p["cue"]["end"] and p["cue"]["start"] < c["end"] for c in cs) if p.get("cue") else 0
        C['jp'] += len(keep) - nosp_pairs
        if errors is not None:
            errors += [(did, 'MISSED', g["type"], g["text"][:80]) for i, g in enumerate(G) if i not in mg]
            errors += [(did, 'SPURIOUS', p["type"], p["text"][:80]) for k, p in enumerate(P) if k not in mp and p in keep]
            errors += [(did, 'BOUNDARY', g["text"][:40] + '..' + g["text"][-20:], p["text"][:40] + '..' + p["text"][-20:])
                       for g, p, ex in pairs if not ex]
    acc = lambda a, b: round(100 * C[a] / C[b], 2) if C[b] else None
    return dict(gold=C['g'], pred=C['p'], exact=f1(C['ex'], C['p'], C['g']), overlap=f1(C['ov'], C['p'], C['g']),
                tokens=f1(C['tt'], C['tp'], C['tg']), speaker_acc=acc('sok', 'sg'), speaker_n=C['sg'],
                entity_acc=acc('eok', 'eg'), cue_acc=acc('cok', 'cg'),
                joint=f1(C['jok'], C['jp'], C['jg']), joint_exact=f1(C['jex'], C['jp'], C['jg']))


def main():
    ap = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    ap.add_argument('gold'); ap.add_argument('pred')
    ap.add_argument('--strict', action='store_true'); ap.add_argument('--types'); ap.add_argument('--json', action='store_true')
    ap.add_argument('--speech-only', action='store_true', help='leave out gold attributions whose cue is no speech verb')
    ap.add_argument('--errors', type=int, default=0)
    a = ap.parse_args()
    sets = [set(a.types.split(','))] if a.types else [{'direct'}, {'direct', 'mixed'}, {'indirect'}, {'direct', 'mixed', 'indirect'}]
    res, err = {}, []
    for s in sets:
        gold, pred = load(a.gold), load(a.pred)
        res['+'.join(sorted(s))] = score(gold, pred, s, a.strict, a.speech_only, err if a.errors and s == sets[0] else None)
    if a.json: print(json.dumps(res, indent=1)); return
    for k, r in res.items():
        print('%s: gold %d pred %d' % (k, r['gold'], r['pred']))
        for m in ('exact', 'overlap', 'tokens', 'joint', 'joint_exact'):
            print('  %-12s P %6.2f  R %6.2f  F1 %6.2f' % (m, r[m]['p'], r[m]['r'], r[m]['f']))
        print('  speaker acc %s (n=%d)  entity acc %s  cue acc %s' % (r['speaker_acc'], r['speaker_n'], r['entity_acc'], r['cue_acc']))
    for e in err[:a.errors]: print('\t'.join(str(x) for x in e))


if __name__ == '__main__':
    main()
