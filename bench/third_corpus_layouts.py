"""The layouts of the third corpus. The seed chooses people, headings, separators and forms of dates, so that another seed is another test."""

import base64
import json
import unicodedata
import urllib.parse
import uuid

from second_corpus_layouts import MONTHS, Doc, Maker, U, V, X
from third_corpus_people import STATE_NAME

STAFF = ("Dana Whitlock", "Perry Langford", "Corinne Baxter", "Theo Marchetti", "Lorna Esposito")
CALM = ("The culvert on the east side was cleared.", "Minutes of the last meeting were adopted.", "Hydrants are flushed in the spring.",
        "The bid for road salt was opened at noon.", "Please send the signed copy by Friday.", "The ice rink opens on the first of November.",
        "Overtime is charged to the storm account.", "A second reading is set for the next session.")
CHARGES = ("LARCENY 6TH", "DUI", "BREACH OF PEACE 2ND", "FTA 1ST", "ASSAULT 3RD", "POSS NARCOTICS", "CRIM MISCHIEF 3RD")


def plain(s):
    """Without accents, as banks write names."""
    return "".join(c for c in unicodedata.normalize("NFD", s) if c.isascii())


class Place(str):
    """Text that says in which state somebody lives (a state's or a ZIP code's own column)."""

    def __new__(cls, text, person):
        self = super().__new__(cls, text)
        self.person = person
        return self


class Pages(Doc):
    def __init__(self, name, encoding="utf-8", offsets=True, kind=""):
        super().__init__(name, encoding, "", offsets)
        self.kind, self.seen = kind, set()

    def w(self, *parts):
        for p in parts:
            if isinstance(p, Place) or (isinstance(p, V) and getattr(p, "tells", False)):
                self.seen.add((self.rec, p.person.id))
        return super().w(*parts)


class Layouts(Maker):
    # --- values -----------------------------------------------------------------------------------------------------
    def name(self, p, style="F L", vary=True):
        r = self.r
        given, family = p.given, p.family
        if vary and p.nick and r.random() < .15:
            given = p.nick
        if vary and p.maiden and r.random() < .25:
            family = p.maiden
        upper = "^" in style
        style = style.replace("^", "")
        m = p.middle if r.random() < .7 or not vary else ""
        initial = m[:1]
        tail = (r.choice([" ", ", "]) if style.endswith("L") and not style.startswith("L") else " ") + p.suffix if p.suffix else ""
        out = {"F L": f"{given} {family}{tail}", "F M L": f"{given} {m + ' ' if m else ''}{family}{tail}",
               "F I. L": f"{given} {initial + '. ' if m else ''}{family}{tail}", "L, F": f"{family}{tail}, {given}",
               "L, F M": f"{family}{tail}, {given}{' ' + m if m else ''}", "L, F I": f"{family}{tail}, {given}{' ' + initial if m else ''}",
               "L,F M": f"{family}{tail},{given}{' ' + m if m else ''}", "L F I": f"{family} {given}{' ' + initial if m else ''}",
               "I. L": f"{given[0]}. {family}"}[style]
        return V("NAME", out.upper() if upper else out, None, p)

    def given(self, p, vary=True):
        return V("NAME", p.nick if vary and p.nick and self.r.random() < .15 else p.given, None, p)

    def fam(self, p):
        return V("NAME", p.family + (" " + p.suffix if p.suffix else ""), None, p)

    def addr(self, p, form="one"):
        v = super().addr(p, "one" if form == "two" else form)
        if form == "two":
            v = V("ADDR", f"{p.street}{', ' + p.apt if p.apt else ''}\n{p.city}, {p.state} {p.zip}", None, p)
        v.tells = form not in ("street", "city")
        return v

    def many(self, *forms):
        """One form for the whole file, by the seed."""
        return self.r.choice(forms)

    def st(self, p, name=False):
        return Place(STATE_NAME.get(p.state, p.state) if name else p.state, p)

    def zip(self, p, four=False):
        return Place(p.zip + ("-" + self.people.digits(4) if four else ""), p)

    def staff(self):
        return U(self.r.choice(STAFF))

    def calm(self):
        return self.r.choice(CALM)

    def money(self):
        return f"{self.r.randint(200, 98000):,}.{self.r.randint(0, 99):02}"

    def day(self, year=2026):
        return f"{self.r.randint(1, 12):02}/{self.r.randint(1, 28):02}/{year}"

    def stamp(self):
        return f"2026-{self.r.randint(1, 9):02}-{self.r.randint(1, 28):02}T{self.r.randint(0, 23):02}:{self.r.randint(0, 59):02}:{self.r.randint(0, 59):02}"

    def uuid(self):
        return X(str(uuid.UUID(int=self.r.getrandbits(128), version=4)), "uuid")

    def npi(self):
        return X(self.r.choice("12") + self.n(9), "provider NPI")

    def x(self, k, why):
        return X(self.n(k), why)

    def acct(self, p):
        return V("ACCT", p.acct, p.acct, p)

    def routing(self, p):
        return V("ROUTING", p.routing, p.routing, p)

    def pw(self, p):
        return V("PASSWORD", p.password, p.password, p)

    def user(self, p):
        return V("USER", p.user, p.user, p)

    def emp(self, p):
        return V("EMPID", p.emp, p.emp, p)

    def dxx(self, p):
        """Without its dot, as claims have it."""
        return V("DX", p.dx.replace(".", ""), p.dx, p)

    def table(self, d, columns, people, sep=",", quote='"', end="\n", head=True):
        """Columns: (headings to choose from, what to write for a person). A cell with the separator or a line end is quoted."""
        heads = [self.r.choice(h) if isinstance(h, (list, tuple)) else h for h, _ in columns]
        if head:
            d.w(sep.join(f"{quote}{h}{quote}" if quote and (sep in h or "\n" in h) else h for h in heads), end)
        for p in people:
            d.record()
            for i, (_, make) in enumerate(columns):
                cell = make(p)
                cell = cell if isinstance(cell, (list, tuple)) else [cell]
                raw = "".join(c if isinstance(c, str) else c.raw for c in cell)
                q = quote if quote and (sep in raw or "\n" in raw) else ""
                d.w(sep if i else "", q, *cell, q)
            d.w(end)

    def js(self, d, o, indent=None, level=0):
        """JSON of dicts, lists, text, numbers and values."""
        nl = "\n" + " " * indent * (level + 1) if indent else ""
        back = "\n" + " " * indent * level if indent else ""
        if isinstance(o, dict):
            d.w("{")
            for i, (k, v) in enumerate(o.items()):
                d.w("," if i else "", nl, json.dumps(k), ": " if indent else ":")
                self.js(d, v, indent, level + 1)
            d.w(back, "}")
        elif isinstance(o, list):
            d.w("[")
            for i, v in enumerate(o):
                d.w("," if i else "", nl)
                self.js(d, v, indent, level + 1)
            d.w(back, "]")
        elif isinstance(o, (V, X, U, Place)):
            d.w('"', o, '"')
        elif isinstance(o, tuple):  # several pieces in one text
            d.w('"', *o, '"')
        else:
            d.w(json.dumps(o, ensure_ascii=False))

    def dated(self, *forms):
        form = self.r.choice(forms)
        return lambda p: self.dob(p, form)

    # --- payroll ----------------------------------------------------------------------------------------------------
    def payroll_report(self):
        """A header block over the headings, sub-totals between the rows, a total under them."""
        d = Pages("payroll/ADP_PayrollRegister_Q2.csv", "cp1252")
        d.w('"Company Code:","NPT"\r\n"Report:","Payroll Register - Detail"\r\n"Run Date:","', self.day(), ' 09:12 AM"\r\n"Batch:","', self.x(9, "batch"), '"\r\n\r\n')
        dob = self.dated("us0", "us")
        cols = [(["File #", "File Number", "Payroll Number"], self.emp), (["Payroll Name", "Name", "Employee Name"], lambda p: self.name(p, "L, F M")),
                (["Tax ID (SSN)", "SSN/SIN", "Soc. Sec. #"], self.tax), (["Birth Date", "Date of Birth", "DOB"], dob),
                (["Home Department"], lambda p: self.r.choice(["000412", "000530"])), (["Gross Pay"], lambda p: self.money()),
                (["Primary Address: Address Line 1", "Street Address 1"], lambda p: self.addr(p, "street")), (["City", "Primary Address: City"], lambda p: p.city),
                (["State", "Primary Address: State / Territory Code"], lambda p: self.st(p)), (["Zip", "Primary Address: Zip / Postal Code"], lambda p: self.zip(p)),
                (["Dep 1 Transit/ABA", "DD1 Routing"], self.routing), (["Dep 1 Account", "DD1 Acct"], self.acct)]
        self.table(d, cols, self.some(14), end="\r\n")
        d.w('"Total for Department 000412","","","","","', self.money(), '","","","","","",""\r\n')
        self.table(d, cols, self.some(14), end="\r\n", head=False)
        d.w('"Total for Department 000530","","","","","', self.money(), '"\r\n"Report Totals:","28 employees","","","","', self.money(), '"\r\n')
        return d

    def payroll_pages(self):
        """Fixed width, with the head of the page again every dozen lines."""
        d = Pages("payroll/prlist.prn")
        people = self.some(36)
        for i, p in enumerate(people):
            if i % 12 == 0:
                d.w(f"\f" if i else "", f"CITY OF NORTHPORT                      PERSONNEL LISTING                         PAGE {i // 12 + 1:4}\n",
                    f"RUN DATE 03/14/2026                    PR0410-R\n\n",
                    "EMP NO   EMPLOYEE NAME                  SOC SEC NBR  BIRTH DATE  HOME PHONE     HIRED       BASE PAY\n",
                    "-------  -----------------------------  -----------  ----------  -------------  ----------  -----------\n")
            e, n, s, b, t = self.emp(p), self.name(p, "L, F I^"), self.tax(p), self.dob(p, "us0"), self.phone(p, "()x")
            d.record().w(e, " " * (9 - len(e.raw)), n, " " * max(1, 31 - len(n.raw)), s, "  ", b, "  ", t, "  ", self.hire(), f"  {self.money():>11}\n")
        d.w("\n                                       *** END OF REPORT ***   36 EMPLOYEES LISTED\n")
        return d

    def payroll_two_lines(self):
        d = Pages("payroll/check_register.txt")
        d.w("CHECK REGISTER     PAY PERIOD ENDING 05/16/2026\n\n")
        for p in self.some(25):
            d.record().w("Emp: ", self.emp(p), "  ", self.name(p, "F I. L", False), "    SSN: ", self.tax(p), "   Chk# ", self.x(8, "cheque"), "\n",
                         "     Dir Dep: ", self.r.choice(["Checking", "Savings"]), "  RT# ", self.routing(p), "  Acct# ", self.acct(p), "   Net ", self.money(), "\n")
        return d

    def nacha(self):
        d = Pages("payroll/ACH_20260515.txt")
        d.w("101 021000089 0600112232605151012A094101FIRST NORTHPORT BANK   CITY OF NORTHPORT              \n",
            "5200CITY OF NORTHPORT                   1060011223PPDPAYROLL         260515   1021000080000001\n")
        for i, p in enumerate(self.some(40)):
            n = V("NAME", plain(self.name(p, "F L^", False).raw)[:22].rstrip(), None, p)
            d.record().w(self.r.choice(["622", "632"]), self.routing(p), self.acct(p), " " * (17 - len(p.acct)), f"{self.r.randint(50000, 500000):010}",
                         self.emp(p), " " * (15 - len(p.emp)), n, " " * (22 - len(n.raw)), f"  0{'02100008' + f'{i + 1:07}'}\n")
        d.w("820000004000840210890000000000000000094532181060011223                         021000080000001\n")
        d.w("9000001000005000000400084021089000000000000000009453218", " " * 39, "\n", "9" * 94, "\n")
        return d

    def utility_ach(self):
        d = Pages("utility/draft_0601.ach")
        d.w("101 221172186 9061223342606010715B094101PEOPLES SAVINGS        NORTHPORT WATER DEPT           \n",
            "5225NORTHPORT WATER                     9061223341PPDWATERBILL  260601260601   1221172180000001\n")
        for i, p in enumerate(self.some(30)):
            n = V("NAME", plain(self.name(p, "L, F", False).raw)[:22].rstrip(), None, p)
            d.record().w("627", self.routing(p), self.acct(p), " " * (17 - len(p.acct)), f"{self.r.randint(2000, 90000):010}",
                         self.x(12, "water account"), "   ", n, " " * (22 - len(n.raw)), f"  0{'22117218' + f'{i + 1:07}'}\n")
        d.w("822500003000663516540000001234560000000000009061223341                         221172180000001\n")
        return d

    def w2_forms(self):
        d = Pages("payroll/W2_2025_copies.txt")
        for p in self.some(16):
            d.record().w("---------------------------------------------------------------------\n",
                         "a Employee's soc. sec. no.     | OMB No. 1545-0008 |  2025  Form W-2\n  ", self.tax(p), "\n",
                         "b Employer ID number           | 1 Wages, tips, other comp. | 2 Federal income tax withheld\n  ", X("06-6001122", "employer EIN"), "                   | ",
                         self.money(), "                 | ", self.money(), "\n",
                         "c Employer's name, address     | 3 Social security wages    | 4 Social security tax withheld\n  ", U("CITY OF NORTHPORT"), "            | ", self.money(), "\n  ",
                         U("200 CITY HALL PLAZA"), "\n  ", U("NORTHPORT CT 06811"), "\n", "d Control number\n  ", self.x(6, "control number"), "\n",
                         "e Employee's name, address, and ZIP code\n  ", self.name(p, "F M L^", False), "\n  ", self.lines(p), "\n",
                         "15 State | Employer's state ID | 16 State wages | 17 State income tax\n  ", p.state, "       ", X(self.n(10) + "-000", "employer's state number"), "   ", self.money(), "\n\n")
        return d

    def lines(self, p):
        v = V("ADDR", f"{p.street}\n  {p.apt + chr(10) + '  ' if p.apt else ''}{p.city} {p.state} {p.zip}".upper(), None, p)
        v.tells = True
        return v

    def forms_1099(self):
        d = Pages("finance/1099NEC_print.txt")
        for p in self.some(14):
            d.record().w("FORM 1099-NEC  Nonemployee Compensation  2025   [ ] VOID  [ ] CORRECTED\n",
                         "PAYER'S name, street address, city or town, state, ZIP\n", U("City of Northport, 200 City Hall Plaza, Northport, CT 06811"), "\n",
                         "PAYER'S TIN: ", X("06-6001122", "employer EIN"), "     RECIPIENT'S TIN: ", self.tax(p), "\n",
                         "RECIPIENT'S name: ", self.name(p, "F I. L", False), "\nStreet address (including apt. no.): ", self.addr(p, "street"), "\n",
                         "City or town, state, and ZIP code: ", p.city, ", ", self.st(p), " ", self.zip(p), "\n",
                         "Account number (see instructions): ", self.x(7, "vendor number"), "     1 Nonemployee compensation $ ", self.money(), "\n\n")
        return d

    def covered_1095(self):
        d = Pages("benefits/1095C_partIII.txt")
        d.w("Form 1095-C  Part III  Covered Individuals\n\n")
        d.w("(a) Name of covered individual(s)    (b) SSN or other TIN   (c) DOB (if SSN is not available)  (d) All 12 months\n")
        for p in self.some(25):
            n = self.name(p, "F I. L", False)
            if self.r.random() < .7:
                d.record().w(n, " " * max(2, 37 - len(n.raw)), self.tax(p), "                                                X\n")
            else:
                d.record().w(n, " " * max(2, 37 - len(n.raw)), " " * 23, self.dob(p, "us0"), "                          X\n")
        return d

    def hr_letters(self):
        d = Pages("hr/letters_out.txt")
        for p in self.some(22):
            k = self.r.randrange(4)
            d.record().w("City of Northport\nDepartment of Human Resources\n\n", f"{self.r.choice(MONTHS)} {self.r.randint(1, 28)}, 2026\n\n",
                         self.name(p, "F M L", False), "\n", self.addr(p, "lines"), "\n\n", "Dear ", self.r.choice(["Mr. ", "Ms. "]) if k else "",
                         V("NAME", p.family, None, p) if k else V("NAME", p.given, None, p), ",\n\n")
            if k == 0:
                d.w("Welcome aboard. We could not verify the Social Security number you gave us (", self.tax(p), "). Please bring your card on your first day.\n")
            elif k == 1:
                d.w("Your request for leave under the FMLA is approved. The certification lists the diagnosis code ", self.dx(p), ". ", self.calm(), "\n")
            elif k == 2:
                d.w("Your deposit was returned by the bank. We have routing number ", self.routing(p), " and account number ", self.acct(p), " on file for you.\n")
            else:
                d.w("Our records show that you were born on ", self.dob(p, "long"), " and that your license, number ", self.dl(p), " (", p.dl_state, "), has lapsed.\n")
            d.w("\nSincerely,\n\n", self.staff(), "\nBenefits Coordinator\n", U("(203) 977-4000"), "\n\f\n")
        return d

    def beneficiaries(self):
        """Two people in each row."""
        d = Pages("hr/life_insurance_benef.tsv")
        d.w("\t".join([self.many("Member Name", "Employee", "Insured"), self.many("Member SSN", "Employee SSN", "Insured SSN"), self.many("Policy #", "Cert No"),
                       self.many("Beneficiary Name", "Beneficiary"), self.many("Relationship", "Relation"), self.many("Beneficiary SSN", "Benef. SSN"), self.many("Beneficiary DOB", "Benef. Birth Date")]), "\n")
        people = self.some(48)
        for p, q in zip(people[::2], people[1::2]):
            d.record().w(self.name(p, "L, F I"), "\t", self.tax(p), "\t", self.x(7, "life policy"), "\t", self.name(q, "F L"), "\t",
                         self.r.choice(["Spouse", "Child", "Sibling"]), "\t", self.tax(q), "\t", self.dob(q, "us0"), "\n")
        return d

    def dependents(self):
        d = Pages("benefits/enrollments.json")
        out, people = [], self.some(45)
        for i in range(0, 45, 3):
            a, b, c = people[i:i + 3]
            d.record()
            out.append({"enrollmentId": self.uuid(), "planYear": 2026,
                        "subscriber": {"firstName": self.given(a, False), "lastName": self.fam(a), "ssn": self.tax(a), "birthDate": self.dob(a, "iso"), "memberId": self.v(a, "HPLAN", a.hplan),
                                       "address": {"line1": self.addr(a, "street"), "city": a.city, "state": self.st(a), "zip": self.zip(a)}},
                        "dependents": [{"firstName": self.given(q, False), "lastName": self.fam(q), "relationship": rel, "ssn": self.tax(q), "birthDate": self.dob(q, "iso")}
                                       for q, rel in ((b, "spouse"), (c, "child"))]})
        self.js(d, {"generated": 1772812800123, "enrollments": out}, self.many(2, 4, None))
        return d

    def separations(self):
        d = Pages("hr/separations.rtf", kind="rtf", offsets=False)
        for p in self.some(15):
            d.record().w("Separation Notice\nEmployee: ", self.name(p, "L, F M", False), "\nSocial Security No.: ", self.tax(p), "\nLast day worked: ", self.day(),
                         "\nForwarding address: ", self.addr(p, "one"), "\nPersonal e-mail: ", self.email(p), "\n\n")
        return d

    def background(self):
        d = Pages("hr/applicant_disclosure.docx", kind="docx", offsets=False)
        for p in self.some(16):
            d.record().w("Full legal name\t", self.name(p, "F M L", False), "\nOther names used\t", V("NAME", f"{p.given} {p.maiden}", None, p) if p.maiden else "none", "\nDate of birth\t", self.dob(p, "us"),
                         "\nSSN\t", self.tax(p), "\nDriver license no. / State\t", self.dl(p), " / ", p.dl_state, "\nCurrent address\t", self.addr(p, "one"), "\nCell\t", self.phone(p, "()"), "\n\f\n")
        return d

    # --- police -----------------------------------------------------------------------------------------------------
    def incident_reports(self):
        d = Pages("police/rms_narratives.txt")
        for p in self.some(20):
            q = self.r.choice([x for x in self.people.all if x is not p])
            d.record().w("NORTHPORT POLICE DEPARTMENT                INCIDENT REPORT\n", "Case No: ", X(f"26-{self.n(6)}", "case"), "   Rpt Date: ", self.day(), " 2214   Officer: ", U("M. Delacroix #417"), "\n",
                         "--- ARRESTEE 1 ---\nName: ", self.name(p, "L, F M^", False), "   Sex: ", p.sex, "  Race: W  Ht: 509  Wt: 170\n",
                         "DOB: ", self.dob(p, "us0"), "   SSN: ", self.tax(p), "   OLN: ", self.dl(p), "   OLS: ", p.dl_state, "\n",
                         "Address: ", self.addr(p, "upper"), "   Phone: ", self.phone(p, "-"), "\n")
            d.record().w("--- VICTIM 1 ---\nName: ", self.name(q, "L, F M^", False), "   Sex: ", q.sex, "\nDOB: ", self.dob(q, "us0"), "   Phone: ", self.phone(q, "-"), "\n", "Address: ", self.addr(q, "upper"), "\n",
                         "--- NARRATIVE ---\nOn the above date I was sent to a report of a disturbance. ", self.calm(), " The victim stated that the suspect fled in a vehicle with VIN ",
                         X("1HGCM82633A" + self.n(6), "vehicle VIN"), ". Photographs were taken.\n\n")
        return d

    def arrest_log(self):
        d = Pages("police/booking_log.txt")
        d.w("BOOKING#   DATE/TIME        NAME                            R/S  DOB         CHARGE                ADDRESS\n",
            "=========  ===============  ==============================  ===  ==========  ====================  ========================================\n")
        for p in self.some(40):
            n, c = self.name(p, "L, F M^"), self.r.choice(CHARGES)
            n.raw = n.raw[:30].rstrip()
            d.record().w(self.x(9, "booking"), "  ", self.day(), " ", f"{self.r.randint(0, 2359):04}  ", n, " " * (32 - len(n.raw)), self.r.choice("WBHA"), "/", p.sex, "  ", self.dob(p, "us0"), f"  {c:20}  ",
                         self.addr(p, "upper"), "\n")
        return d

    def plate_reads(self):
        d = Pages("police/alpr_hits.jsonl")
        for p in self.some(40):
            d.record()
            self.js(d, {"id": self.uuid(), "ts": 1770000000 + self.r.randint(0, 9999999), "cam": f"NB-{self.n(2)}", self.many2("plate", "licensePlate", "plateText"): self.v(p, "ALPR", p.plate), "conf": 0.97,
                        "state": p.state, "loc": {"lat": U(f"{p.lat[0]:.6f}"), "lng": U(f"{p.lat[1]:.6f}")}, "hit": {"reason": "expired reg", "registeredOwner": self.name(p, "L, F I^", False)}})
            d.w("\n")
        return d

    def many2(self, *options):
        """Like many, and the same again for the same options in this file."""
        memo = self.__dict__.setdefault("memo", {})
        return memo.setdefault(options, self.r.choice(options))

    def interview_cards(self):
        """Two columns of labels side by side."""
        d = Pages("police/fi_cards.txt")
        for p in self.some(25):
            n, b, s, t = self.name(p, "F M L", False), self.dob(p, "us"), self.tax(p), self.phone(p, "()")
            d.record().w("FIELD INTERVIEW CARD                      FI No. ", X(f"FI{self.n(7)}", "card number"), "\n",
                         "Name.....: ", n, " " * max(2, 30 - len(n.raw)), "DOB......: ", b, "\n",
                         "SSN......: ", s, " " * 19, "Cell.....: ", t, "\n",
                         "OLN/State: ", self.dl(p), "/", p.dl_state, " " * max(2, 27 - len(p.dl)), "Plate....: ", U(p.plate), "\n",
                         "Lives at.: ", self.addr(p, "one"), "\n\n")
        return d

    def warrants(self):
        d = Pages("police/warrants_active.txt")
        sep = self.many("|", "\t", "^")
        self.table(d, [(["WARRANT_NO", "WNO"], lambda p: self.x(9, "warrant")), (["SUBJ_LAST", "LNAME"], lambda p: V("NAME", p.family.upper(), None, p)), (["SUBJ_FIRST", "FNAME"], lambda p: V("NAME", p.given.upper(), None, p)),
                       (["SUBJ_DOB", "DOB"], self.dated("compact", "us0", "iso")), (["SOC", "SUBJ_SSN"], lambda p: self.tax(p, "")), (["OLN", "DL_NUM"], self.dl), (["OLS", "DL_ST"], lambda p: p.dl_state),
                       (["HGT"], lambda p: "511"), (["WGT"], lambda p: "180"), (["LAST_KNOWN_ADDR", "LKA"], lambda p: self.addr(p, "nocomma")), (["ORI"], lambda p: X("CT0" + self.n(6), "agency")),
                       (["BAIL"], lambda p: "5000")], self.some(40), sep, "")
        return d

    def dispatch(self):
        d = Pages("police/cad_calls.log")
        for p in self.some(35):
            d.record().w(self.stamp().replace("T", " "), " CAD[", self.n(4), "] EVT ", X(f"P26{self.n(7)}", "event"), " TYPE=", self.r.choice(["MEDICAL", "ALARM", "DOMESTIC"]),
                         " CALLER=\"", self.name(p, "F L^"), "\" CALLBACK=", self.phone(p, ""), " LOC=\"", self.addr(p, "nozip"), "\" UNITS=E4,M2 XY=", X(f"{self.n(7)},{self.n(6)}", "map grid"), "\n")
        return d

    def pistol_permits(self):
        """A merged title, an empty row and headings in row 3; two sheets."""
        d = Pages("police/Pistol_Permits.xlsx", kind="xlsx", offsets=False)
        d.w("Active Permits\x1eNorthport Police Department - Pistol Permits (Confidential)\n\n")
        self.table(d, [(["Permit #"], lambda p: self.x(6, "permit")), (["Holder", "Permittee", "Permit Holder"], lambda p: self.name(p, "L, F M")), (["D.O.B.", "Birthdate"], lambda p: V("DOB", f"\x02{p.dob[0]}-{p.dob[1]:02}-{p.dob[2]:02}", f"{p.dob[0]}-{p.dob[1]:02}-{p.dob[2]:02}", p)),
                       (["SS#", "Social"], lambda p: self.tax(p, "-")), (["Residence", "Home Address"], lambda p: self.addr(p, "one")), (["Tel", "Telephone No"], lambda p: self.phone(p, "-")), (["Expires"], lambda p: self.day(2029))],
                   self.some(24), "\t", "")
        d.w("\fDenied\x1eDenied applications\n\n")
        self.table(d, [(["Applicant"], lambda p: self.name(p, "F M L")), (["DOB"], self.dated("us")), (["Driver's License"], self.dl), (["Lic. State"], lambda p: p.dl_state), (["Reason"], lambda p: "record check")],
                   self.some(12), "\t", "")
        return d

    def jail_roster(self):
        d = Pages("police/roster.html")
        d.w("<html><body><h1>Daily Roster</h1>\n<table border=1><tr><th colspan=3>Inmate</th><th rowspan=2>Charge</th><th colspan=2>Identifiers</th></tr>\n",
            "<tr><th>Last name</th><th>First name</th><th>Born</th><th>SSN</th><th>State ID no.</th></tr>\n")
        for p in self.some(25):
            d.record().w("<tr><td>", self.fam(p), "</td><td>", self.given(p), "</td><td>", self.dob(p, "Mon"), "</td><td>", self.r.choice(CHARGES), "</td><td>", self.tax(p), "</td><td>", U(self.n(8)), "</td></tr>\n")
        d.w("</table></body></html>\n")
        return d

    # --- health -----------------------------------------------------------------------------------------------------
    def run_sheets(self):
        d = Pages("ems/run_sheets.txt")
        for p in self.some(22):
            d.record().w("PREHOSPITAL CARE REPORT        RUN NO ", self.x(8, "run"), "        UNIT M-2\n", "PATIENT INFORMATION\n", "  LAST: ", V("NAME", p.family.upper(), None, p), "   FIRST: ", V("NAME", p.given.upper(), None, p), "   MI: ", U(p.middle[:1] or "-"), "\n",
                         "  DOB: ", self.dob(p, "us0"), "  AGE: ", str(2026 - p.dob[0]), "  SEX: ", p.sex, "  SSN: ", self.tax(p), "\n  STREET: ", self.addr(p, "street"), "  CITY: ", p.city, "  ST: ", self.st(p), "  ZIP: ", self.zip(p), "\n",
                         "INSURANCE\n  MEDICARE NO: ", self.mbi(p, self.r.random() < .5), "   OTHER INS: Anthem   POLICY NO: ", self.v(p, "HPLAN", p.hplan), "\n",
                         "IMPRESSION\n  PRIMARY: chest discomfort  ICD-10: ", self.dx(p), "\nVITALS  0912 BP 132/84 HR 88 SPO2 97   0921 BP 128/80 HR 84\nCREW ", U("T. Rourke EMT-P 104455"), "\n\n")
        return d

    def hl7_adt(self):
        d = Pages("ems/adt_out.hl7")
        for p in self.some(25):
            q = self.r.choice([x for x in self.people.all if x is not p])
            d.record().w("MSH|^~\\&|REG|NPGH|EKG|EKG|20260411103355||ADT^A01^ADT_A01|", self.x(10, "message number"), "|P|2.5.1\rEVN|A01|20260411103355\rPID|1||", self.v(p, "MRN", p.mrn), "^^^NPGH^MR~", self.tax(p, self.many2("", "-")), "^^^USSSA^SS||",
                         self.fam(p), "^", self.given(p, False), "^", U(p.middle), "||", self.dob(p, "compact"), "|", p.sex, "||2106-3|", self.addr(p, "street"), "^^", p.city, "^", self.st(p), "^", self.zip(p), "^USA||", self.phone(p, "()x"), "^PRN^PH~^NET^Internet^", self.email(p),
                         "||EN|M||", self.x(10, "visit"), "||", self.dl(p), "^", p.dl_state, "\r")
            d.record().w("NK1|1|", self.fam(q), "^", self.given(q, False), "|SPO^Spouse||", self.phone(q, "()x"), "\r")
            d.rec -= 1
            d.w("PV1|1|I|2000^2012^01||||", U("004777^ATTEND^AARON^A"), "|||SUR\rDG1|1||", self.dx(p), "^Diagnosis^I10C|||A\rIN1|1|PPO|", self.n(5), "|Anthem Blue Cross||||", self.x(7, "group"), "|" * 28, self.v(p, "HPLAN", p.hplan), "\r")
            d.rec += 1
        return d

    def claims_837(self):
        d = Pages("ems/837P_outbound.edi")
        end = self.many("~\n", "~", "~\r\n")
        d.w("ISA*00*          *00*          *ZZ*NORTHPORTEMS   *ZZ*CTMEDICAID     *260411*1033*^*00501*000004711*0*P*:", end, "GS*HC*NORTHPORTEMS*CTMEDICAID*20260411*1033*4711*X*005010X222A1", end, "ST*837*0001*005010X222A1", end,
            "NM1*85*2*NORTHPORT EMS*****XX*", self.npi(), end, "N3*", U("200 CITY HALL PLAZA"), end, "N4*NORTHPORT*CT*06811", end, "REF*EI*", X("066001122", "employer EIN"), end)
        people = self.some(44)
        for p, q in zip(people[::2], people[1::2]):
            other = self.r.random() < .4
            d.record().w("HL*2*1*22*", "1" if other else "0", end, "SBR*P*", "" if other else "18", "*******MC", end, "NM1*IL*1*", V("NAME", p.family.upper(), None, p), "*", V("NAME", p.given.upper(), None, p), "*", U(p.middle[:1]), "***MI*", self.v(p, "HPLAN", p.hplan), end,
                         "N3*", V("ADDR", self.addr(p, "street").raw.upper(), None, p), end, "N4*", p.city.upper(), "*", self.st(p), "*", self.zip(p), end, "DMG*D8*", self.dob(p, "compact"), "*", p.sex, end, "NM1*PR*2*CT MEDICAID*****PI*", self.n(5), end)
            who = p
            if other:
                d.record().w("HL*3*2*23*0", end, "PAT*19", end, "NM1*QC*1*", V("NAME", q.family.upper(), None, q), "*", V("NAME", q.given.upper(), None, q), end, "N3*", V("ADDR", self.addr(q, "street").raw.upper(), None, q), end, "N4*", q.city.upper(), "*", self.st(q), "*", self.zip(q), end,
                             "DMG*D8*", self.dob(q, "compact"), "*", q.sex, end)
                who = q
            d.w("CLM*", self.x(9, "claim"), "*1250***41:B:1*Y*A*Y*Y", end, "HI*ABK:", self.dxx(who), end, "LX*1", end, "SV1*HC:A0427*1250*UN*1***1", end, "DTP*472*D8*20260402", end)
        d.w("SE*900*0001", end, "GE*1*4711", end, "IEA*1*000004711", end)
        return d

    def enrol_834(self):
        d = Pages("benefits/834_full.x12")
        d.w("ISA*00*          *00*          *ZZ*NORTHPORT      *ZZ*CIGNA          *260101*0900*^*00501*000000012*0*P*:~GS*BE*NORTHPORT*CIGNA*20260101*0900*12*X*005010X220A1~ST*834*0001*005010X220A1~BGN*00*12*20260101*0900****4~N1*P5*CITY OF NORTHPORT*FI*", X("066001122", "employer EIN"), "~")
        for p in self.some(25):
            d.record().w("INS*Y*18*030*XN*A***FT~REF*0F*", self.v(p, "HPLAN", p.hplan), "~REF*1L*", self.x(7, "group"), "~DTP*336*D8*20150301~NM1*IL*1*", self.fam(p), "*", self.given(p, False), "*", U(p.middle[:1]), "***34*", self.tax(p, ""), "~PER*IP**HP*", self.phone(p, ""),
                         "*EM*", self.email(p), "~N3*", self.addr(p, "street"), "~N4*", p.city, "*", self.st(p), "*", self.zip(p), "~DMG*D8*", self.dob(p, "compact"), "*", p.sex, "~HD*030**HLT*PPO~")
        d.w("SE*300*0001~GE*1*12~IEA*1*000000012~")
        return d

    def fhir(self):
        d = Pages("clinic/fhir_bundle.json")
        entries = []
        for p in self.some(25):
            d.record()
            ident = self.uuid()
            entries.append({"fullUrl": (("urn:uuid:"), ident), "resource": {
                "resourceType": "Patient", "id": X(ident.raw, "uuid"), "meta": {"versionId": "3", "lastUpdated": self.stamp() + "Z"},
                "identifier": [{"use": "usual", "type": {"coding": [{"system": "http://terminology.hl7.org/CodeSystem/v2-0203", "code": "MR"}]}, "system": "urn:oid:2.16.840.1.113883.19.5", "value": self.v(p, "MRN", p.mrn)},
                               {"system": "http://hl7.org/fhir/sid/us-ssn", "value": self.tax(p)}, {"system": "http://hl7.org/fhir/sid/us-mbi", "value": self.mbi(p)}],
                "name": [{"use": "official", "family": self.fam(p), "given": [self.given(p, False)]}], "telecom": [{"system": "phone", "value": self.phone(p, "-"), "use": "mobile"}, {"system": "email", "value": self.email(p)}],
                "gender": "female" if p.sex == "F" else "male", "birthDate": self.dob(p, "iso"), "address": [{"use": "home", "line": [self.addr(p, "street")], "city": p.city, "state": self.st(p), "postalCode": self.zip(p)}],
                "generalPractitioner": [{"identifier": {"system": "http://hl7.org/fhir/sid/us-npi", "value": self.npi()}, "display": U("Dr. Helen Marsh")}]}})
        self.js(d, {"resourceType": "Bundle", "type": "collection", "total": 25, "entry": entries}, self.many(2, None))
        return d

    def ccda(self):
        d = Pages("clinic/ccd_export.xml")
        d.w('<?xml version="1.0" encoding="UTF-8"?>\n<documents xmlns:xsi="http://www.w3.org/2001/XMLSchema-instance">\n')
        for p in self.some(18):
            d.record().w('<ClinicalDocument xmlns="urn:hl7-org:v3">\n <id root="', self.uuid(), '"/>\n <recordTarget><patientRole>\n  <id root="2.16.840.1.113883.19.5" extension="', self.v(p, "MRN", p.mrn), '"/>\n  <id root="2.16.840.1.113883.4.1" extension="', self.tax(p), '"/>\n',
                         '  <addr use="HP"><streetAddressLine>', self.addr(p, "street"), "</streetAddressLine><city>", p.city, "</city><state>", self.st(p), "</state><postalCode>", self.zip(p), "</postalCode></addr>\n",
                         '  <telecom value="tel:', self.phone(p, "+"), '" use="HP"/>\n  <patient><name><given>', self.given(p, False), "</given><family>", self.fam(p), '</family></name><administrativeGenderCode code="', p.sex, '"/><birthTime value="', self.dob(p, "compact"), '"/></patient>\n',
                         ' </patientRole></recordTarget>\n <component><observation><value xsi:type="CD" code="', self.dx(p), '" codeSystem="2.16.840.1.113883.6.90" codeSystemName="ICD-10-CM"/></observation></component>\n</ClinicalDocument>\n')
        d.w("</documents>\n")
        return d

    def immunizations(self):
        d = Pages("clinic/flu_clinic.txt", "utf-16-le")
        d.w("\ufeff")
        self.table(d, [(["Patient Last", "Pt. Last Name"], self.fam), (["Patient First", "Pt. First Name"], self.given), (["Patient DOB", "Pt. DOB"], self.dated("us", "us0")), (["Mother's Maiden Name"], lambda p: U(self.r.choice(["Rossi", "Klein", "Vance"]))),
                       (["Med Rec #", "MRN"], lambda p: self.v(p, "MRN", p.mrn)), (["Medicare ID", "MBI"], self.mbi), (["Lot"], lambda p: X("FL" + self.n(6), "lot")), (["Cell Phone"], lambda p: self.phone(p, ".")),
                       (["Home ZIP", "Zip Code"], self.zip)], self.some(30), "\t", "", "\r\n")
        return d

    def lab_results(self):
        d = Pages("clinic/lab_reports.pdf", "cp1252", kind="pdf", offsets=False)
        for p in self.some(14):
            d.record().w("NORTHPORT REGIONAL LABORATORY\nPatient: ", self.name(p, "L, F I^", False), "      DOB: ", self.dob(p, "us0"), "      MRN: ", self.v(p, "MRN", p.mrn), "\nOrdering provider NPI: ", self.npi(), "     Accession: ", X("A" + self.n(9), "accession"),
                         "\nDx: ", self.dx(p), "\nTest            Result     Range\nGlucose         ", self.n(2), "         70-99 mg/dL\nHgb A1c         6.1        4.0-5.6\n\n")
        return d

    def overdose_log(self):
        d = Pages("health/naloxone_log.xlsx", kind="xlsx", offsets=False)
        d.w("2026\x1eNaloxone administrations 2026\n")
        self.table(d, [(["Date"], lambda p: self.day()), (["Pt Name", "Client Name"], lambda p: self.name(p, "F L")), (["Pt DOB", "Client DOB"], self.dated("us", "us2")), (["Medicaid / Ins. ID", "Member ID"], lambda p: self.v(p, "HPLAN", p.hplan)),
                       (["Dx", "ICD-10"], self.dx), (["Transported to"], lambda p: "Northport General")], self.some(20), "\t", "")
        return d

    def remittance(self):
        d = Pages("ems/payments_posted.csv")
        self.table(d, [(["Claim No", "ICN"], lambda p: self.x(13, "claim")), (["Svc Date"], lambda p: self.day()), (["Beneficiary Name", "Insured Name"], lambda p: self.name(p, "L, F^")), (["HIC / MBI", "Beneficiary ID"], self.mbi),
                       (["Rendering NPI"], lambda p: self.npi()), (["Proc"], lambda p: "A0429"), (["Diag 1", "Prin Diag"], self.dx), (["Paid"], lambda p: self.money())], self.some(30), self.many(",", ";", "|"))
        return d

    # --- schools, tax, permits --------------------------------------------------------------------------------------
    def powerschool(self):
        d = Pages("schools/student.export.text")
        self.table(d, [("LastFirst", lambda p: self.name(p, "L, F M", False)), ("Student_Number", lambda p: self.v(p, "STUDENTID", p.student)), ("DOB", self.dated("us", "us0")), ("Grade_Level", lambda p: self.n(1)), ("Home_Phone", lambda p: self.phone(p, "-")),
                       ("Street", lambda p: self.addr(p, "street")), ("City", lambda p: p.city), ("State", self.st), ("Zip", self.zip), ("SSN", self.tax), ("SchoolID", lambda p: "14"), ("EntryDate", lambda p: self.day(2025)), ("Web_ID", self.user), ("Web_Password", self.pw)],
                   self.some(30), "\t", "", "\r")
        return d

    def school_contacts(self):
        d = Pages("schools/emergency_contacts.csv")
        people = self.some(50)
        d.w(self.many("Student,Birthdate,Contact 1 Name,Contact 1 Cell,Contact 1 Email,Medical Alert", "Child Name,Child DOB,Guardian Name,Guardian Phone,Guardian Email,Allergies"), "\n")
        for p, q in zip(people[::2], people[1::2]):
            d.record().w('"', self.name(p, "L, F"), '",', self.dob(p, "us"), ",", self.name(q), ",", self.phone(q, "-"), ",", self.email(q), ",", self.r.choice(["none", "peanuts", "asthma"]), "\n")
        return d

    def iep_letters(self):
        d = Pages("schools/iep_notes.md")
        d.w("# PPT notes, confidential\n\n")
        for p in self.some(16):
            q = self.r.choice([x for x in self.people.all if x is not p])
            d.record().w("## ", self.name(p, "F L", False), "\n\n- **DOB:** ", self.dob(p, "us"), "\n- **Student ID:** ", self.v(p, "STUDENTID", p.student), "\n- **Medicaid no.:** ", self.v(p, "HPLAN", p.hplan), "\n")
            d.record().w("- **Parent:** ", self.name(q, "F L", False), ", ", self.phone(q, "()"), "\n\n", self.calm(), "\n\n")
        return d

    def utility(self):
        d = Pages("utility/customers.csv")
        self.table(d, [(["Acct #", "Account No", "Customer Account"], lambda p: X(f"{self.n(6)}-{self.n(3)}", "water account")), (["Customer Name", "Bill To"], lambda p: self.name(p, "L F I^", False)), (["Service Address"], lambda p: self.addr(p, "street")),
                       (["Mail City"], lambda p: p.city), (["Mail St"], self.st), (["Mail Zip"], lambda p: self.zip(p, True)), (["Phone1"], lambda p: self.phone(p, "")), (["Meter Serial"], lambda p: self.x(9, "meter")), (["Draft?"], lambda p: "Y"),
                       (["Bank ABA", "Draft Routing"], self.routing), (["Bank Acct", "Draft Account"], self.acct), (["Last 4 SSN"], lambda p: X(p.ssn[-4:], "last four"))], self.some(40), self.many(",", "|"))
        return d

    def tax_roll(self):
        d = Pages("assessor/grand_list.txt")
        d.w("LIST NO  OWNER                          MAILING ADDRESS                                              MAP/BLK/LOT   NET ASMT\n")
        for p in self.some(40):
            n, a = self.name(p, "L F I^", False), self.addr(p, "nocomma")
            a.raw = a.raw.upper()
            d.record().w(self.x(7, "list number"), "  ", n, " " * max(1, 31 - len(n.raw)), a, " " * max(1, 61 - len(a.raw)), X(f"{self.n(3)}/{self.n(2)}/{self.n(4)}", "map"), "   ", f"{self.money():>12}\n")
        return d

    def permits(self):
        """Addresses on several lines within a quoted cell."""
        d = Pages("permits/building_permits.csv")
        self.table(d, [(["Permit No."], lambda p: X(f"BP-2026-{self.n(5)}", "permit")), (["Applicant", "Applicant Name"], lambda p: self.name(p, "F L")), (["Applicant Address", "Mailing Address"], lambda p: self.addr(p, "two")), (["Applicant Phone"], lambda p: self.phone(p, "()")),
                       (["Applicant Email", "E-Mail"], self.email), (["Contractor License #"], lambda p: X("HIC." + self.n(7), "contractor's licence")), (["Contractor"], lambda p: U("Baywater Builders LLC")), (["Valuation"], lambda p: self.money()),
                       (["Parcel ID"], lambda p: self.x(9, "parcel"))], self.some(30), end="\r\n")
        return d

    def library(self):
        d = Pages("library/patron_dump.psv")
        self.table(d, [(["P BARCODE", "BARCODE"], lambda p: X("2" + self.n(13), "library barcode")), (["PATRN NAME", "PATRON NAME"], lambda p: self.name(p, "L, F M")), (["ADDRESS"], lambda p: V("ADDR", f"{p.street}$ {p.city}, {p.state} {p.zip}", None, p)),
                       (["TELEPHONE"], lambda p: self.phone(p, "-")), (["EMAIL ADDR"], self.email), (["BIRTH DATE"], self.dated("us-", "us0")), (["PIN"], lambda p: U("x")), (["EXP DATE"], lambda p: self.day(2028)), (["TOT CHKOUT"], lambda p: self.n(3))], self.some(35), self.many("|", ";", "~"), "")
        return d

    def dmv(self):
        d = Pages("tax/dmv_extract.dat")
        self.table(d, [(["LIC_ID", "DL_NO", "OPER_LIC"], self.dl), (["LIC_STATE", "JURIS"], lambda p: p.dl_state), (["NM_LAST"], lambda p: V("NAME", p.family.upper(), None, p)), (["NM_FIRST"], lambda p: V("NAME", p.given.upper(), None, p)), (["NM_SUFFIX"], lambda p: p.suffix),
                       (["BIRTH_DT"], self.dated("compact", "ddmmmyyyy", "iso")), (["RES_ADDR1"], lambda p: self.addr(p, "street")), (["RES_CITY"], lambda p: p.city), (["RES_ST"], self.st), (["RES_ZIP"], self.zip), (["VIN"], lambda p: X("2T1BURHE5JC" + self.n(6), "vehicle VIN")), (["PLATE"], lambda p: U(p.plate))],
                   self.some(40), self.many("|", ";", "\t"), "")
        return d

    def voters(self):
        d = Pages("registrar/voter_file.txt")
        self.table(d, [("VOTER_ID", lambda p: U(self.n(9))), ("LAST_NAME", lambda p: V("NAME", p.family.upper(), None, p)), ("FIRST_NAME", lambda p: V("NAME", p.given.upper(), None, p)), ("MID_NAME", lambda p: U(p.middle.upper())), ("PFX", lambda p: ""), ("DOB", self.dated("us0", "iso")),
                       ("STNO_STNAME", lambda p: self.addr(p, "street")), ("TOWN", lambda p: p.city.upper()), ("ST", self.st), ("ZIP5", self.zip), ("PARTY", lambda p: self.r.choice("DRU")), ("DL_OR_SSN4", lambda p: X(p.ssn[-4:], "last four"))], self.some(40), self.many(",", "|"))
        return d

    def dog_licences(self):
        d = Pages("clerk/dog_licenses.md")
        d.w("# Dog licenses, 2026\n\n| Tag | Owner | Address | Phone | Dog | Rabies tag |\n|----:|-------|---------|-------|-----|-----------|\n")
        for p in self.some(25):
            d.record().w("| ", self.n(4), " | ", self.name(p, "L, F"), " | ", self.addr(p, "one"), " | ", self.phone(p, "."), " | ", self.r.choice(["Biscuit", "Rex"]), " | ", self.x(7, "rabies tag"), " |\n")
        return d

    def shutoffs(self):
        d = Pages("utility/shutoff_list.html")
        d.w("<!DOCTYPE html><html><head><title>Shutoffs</title><style>td{padding:2px}</style></head><body>\n<table>\n<caption>Shut-off list</caption>\n<thead><tr><th scope=col>Account</th><th scope=col>Customer</th><th scope=col>Premises</th><th scope=col>Contact</th></tr></thead><tbody>\n")
        for p in self.some(20):
            v = V("ADDR", f"{p.street}{', ' + p.apt if p.apt else ''}<br/>{p.city}, {p.state} {p.zip}", None, p)
            v.tells = True
            d.record().w("<tr>\n <td>", self.x(9, "water account"), "</td>\n <td>", self.name(p, "L, F"), "</td>\n <td>", v, "</td>\n <td><a href=\"mailto:", V("EMAIL", p.email, p.email, p), "\">mail</a> ", self.phone(p, "()"), "</td>\n</tr>\n")
        d.w("</tbody></table></body></html>\n")
        return d

    def rec_registrations(self):
        d = Pages("recreation/camp_registrations.jsonl")
        people = self.some(50)
        for p, q in zip(people[::2], people[1::2]):
            d.record()
            child = {"first": self.given(p, False), "last": self.fam(p), "dob": self.dob(p, self.many2("iso", "us")), "medicalNotes": self.r.choice(["none", "EpiPen", "inhaler"])}
            d.record()
            self.js(d, {"regId": self.x(8, "registration"), "submitted": self.stamp() + "Z", "camper": child, "guardian": {"fullName": self.name(q, "F L", False), "email": self.email(q), "phone": self.phone(q, self.many2("-", "+", "()"))},
                        "payment": {"cardNumber": self.card(q, self.many2("", " ")), "expiry": f"{q.exp[1]:02}/{q.exp[0] % 100}", "cvv": self.v(q, "CARDSEC", q.cvv), "nameOnCard": self.name(q, "F L^", False)}})
            d.w("\n")
        return d

    def receipts(self):
        d = Pages("finance/pos_journal.txt")
        for p in self.some(25):
            d.record().w("NORTHPORT MARINA   TERM 0042   TXN ", self.x(6, "transaction"), "\n", self.day(), " 14:22\nCARD: ", self.card(p, self.many2(" ", "")), "  EXP ", f"{p.exp[1]:02}/{p.exp[0] % 100}", "\nCARDHOLDER: ", self.name(p, "F I. L^", False), "\nAUTH ", self.x(6, "authorisation"), "   AMT $", self.money(),
                         "\nLAST SWIPE ", X("**** **** **** " + p.card[-4:], "masked"), "\n\n")
        return d

    def mail_labels(self):
        """Labels three across."""
        d = Pages("clerk/labels_3up.txt")
        people = self.some(42)
        for i in range(0, 42, 3):
            row = people[i:i + 3]
            cells = [[self.name(p, "F L", False)] for p in row]
            starts = []
            for p, c in zip(row, cells):
                c += [V("ADDR", p.street + (" " + p.apt if p.apt else ""), None, p), V("ADDR", f"{p.city}, {p.state} {p.zip}", None, p)]
            for k in range(3):
                for j, c in enumerate(cells):
                    d.rec = i + j + 1
                    v = c[k]
                    if k == 2:
                        d.seen.add((d.rec, v.person.id))
                        v = U(v.raw)
                    d.w(v, " " * (38 - len(v.raw)) if j < 2 else "\n")
            d.w("\n\n")
        return d

    def census(self):
        """A household's head, then its members without address."""
        d = Pages("clerk/street_list.csv")
        d.w(self.many("Street,Unit,Resident,DOB,Occupation", "Address,Apt,Name,Date of Birth,Occupation"), "\n")
        for p in self.some(45):
            d.record().w(V("ADDR", p.street, None, p), ",", p.apt, ',"', self.name(p, "L, F M"), '",', self.dob(p, "us0"), ",", self.r.choice(["clerk", "retired", "nurse", "student"]), "\n")
        return d

    def solicitud(self):
        d = Pages("salud/solicitudes.txt", "latin-1")
        for p in self.some(20):
            n = self.name(p, "F M L", False)
            if any(ord(c) > 255 for c in n.raw):
                continue
            y, m, day = p.dob
            d.record().w("SOLICITUD DE SERVICIOS\nNombre y apellidos: ", n, "\nFecha de nacimiento: ", V("DOB", f"{m:02}/{day:02}/{y}", f"{y}-{m:02}-{day:02}", p), "\nNúm. de Seguro Social: ", self.tax(p), "\nDirección: ", self.addr(p, "one"), "\nTeléfono: ", self.phone(p, "()"), "\nCorreo electrónico: ", self.email(p), "\n\n")
        return d

    def citizenship(self):
        d = Pages("library/citizenship_class.txt")
        for p in self.some(30):
            k = self.r.randrange(5)
            d.record().w(self.r.choice(["Student: ", "Participant: "]), self.name(p, "F L", False), ". Born ", self.dob(p, "long"), ". ")
            if k == 0:
                d.w("Alien number ", self.v(p, "GOVID", p.anumber), "; interview in May.")
            elif k == 1:
                d.w("Naturalization certificate no. ", self.v(p, "GOVID", p.student), " issued in Hartford.")
            elif k == 2:
                d.w("US passport no. ", self.v(p, "PASSPORT", p.passport), " valid until 2033.")
            elif k == 3:
                d.w("Uses ITIN/SSN ", self.tax(p), " for tax returns.")
            else:
                d.w("Green card (A# ", self.v(p, "GOVID", p.anumber), ") was seen.")
            d.w(" ", self.calm(), "\n\n")
        return d

    def passports(self):
        d = Pages("clerk/passport_agent_log.csv")
        self.table(d, [(["Appl Date"], lambda p: self.day()), (["Applicant Full Name", "Applicant"], lambda p: self.name(p, "L, F M")), (["Place of Birth"], lambda p: "Hartford"), (["Applicant DOB", "DOB"], self.dated("Mon", "dmy", "us0")), (["Prior Passport #", "Old Book No."], lambda p: self.v(p, "PASSPORT", p.passport)),
                       (["Social Security Number"], self.tax), (["Check #"], lambda p: self.n(4)), (["Locator"], lambda p: self.x(9, "locator"))], self.some(25), self.many(",", ";"))
        return d

    def veterans(self):
        d = Pages("veterans/dd214_index.txt")
        for p in self.some(20):
            d.record().w("1. NAME (Last, First, Middle): ", self.name(p, "L, F M^", False), "\n2. DEPARTMENT: ARMY   3. SOCIAL SECURITY NUMBER: ", self.tax(p, self.many2("-", " ")), "\n4a. GRADE: SGT  5. DATE OF BIRTH (YYYYMMDD): ", self.dob(p, "compact"), "\nDoD ID NO.: ", self.v(p, "MILID", p.edipi),
                         "\n19a. MAILING ADDRESS AFTER SEPARATION: ", self.addr(p, "upper"), "\n\n")
        return d

    def donors(self):
        d = Pages("finance/vendor_w9.yaml")
        d.w("vendors:\n")
        for p in self.some(20):
            d.record().w("  - id: V", self.n(5), "\n    legal_name: ", self.name(p, "F L", False), "\n    tin_type: ", "SSN" if not p.itin else "ITIN", "\n    tin: ", self.many2("'", ""), self.tax(p), self.many2("'", ""), "\n    remit:\n      street: ", self.addr(p, "street"), "\n      city: ", p.city,
                         "\n      state: ", self.st(p), "\n      zip: '", self.zip(p), "'\n    bank: {aba: '", self.routing(p), "', account: '", self.acct(p), "'}\n")
        return d

    def grants(self):
        d = Pages("finance/grant_orgs.json")
        out = [{"org": U("Harbor Arts Trust"), "ein": X(f"{self.r.choice(['06', '13', '22'])}-{self.n(7)}", "organisation's EIN"), "duns": self.x(9, "DUNS"), "uei": "K" + self.n(11), "award": self.n(6), "cfda": "14.218"} for _ in range(40)]
        self.js(d, out, 2)
        return d

    # --- mail, chat -------------------------------------------------------------------------------------------------
    def thread(self):
        d = Pages("mail/inbox.mbox")
        for i, p in enumerate(self.some(22)):
            q = self.r.choice(STAFF)
            d.record().w("From ", U("clerk@northport.example"), " Mon Mar 16 09:12:44 2026\nFrom: ", U(f"{q} <clerk@northport.example>"), "\nTo: ", U("Lorna Esposito <benefits@northport.example>"), f"\nSubject: Fwd: my file\nMessage-ID: <{self.n(12)}.{self.n(4)}@northport.example>\nDate: Mon, 16 Mar 2026 09:12:44 -0400\n\n",
                         "Lorna, please take care of this one. ", self.calm(), "\n\n", U(q), "\nOffice of the Clerk\n", U("203-977-4055"), "\n\n---------- Forwarded message ---------\nFrom: ", self.name(p, "F L", False), " <", self.email(p), ">\nDate: Fri, Mar 13, 2026 at 4:02 PM\nSubject: my file\n\n")
            if i % 2:
                d.w("> Hello,\n> my social is ", self.tax(p), " and I was born ", self.dob(p, "us"), ".\n> I live at ", self.addr(p, "one"), ".\n> You can call ", self.phone(p, "-"), "\n>\n> ", V("NAME", p.given, None, p), "\n\n")
            else:
                d.w("Hi, I changed banks. New routing ", self.routing(p), ", checking account ", self.acct(p), ". My SSN is ", self.tax(p), ".\n\nThanks,\n", self.name(p, "F L", False), "\n", self.addr(p, "lines"), "\n", self.phone(p, "()"), "\n\n")
        return d

    def outlook(self):
        d = Pages("mail/outlook_export.csv", "cp1252")
        d.w('"Subject","Body","From: (Name)","From: (Address)","From: (Type)","To: (Name)","Importance"\r\n')
        for p in self.some(22):
            n = self.name(p, "F L", False)
            if any(ord(c) > 255 for c in n.raw):
                continue
            d.record().w('"RE: enrollment","Hello,\r\n\r\nhere is what you asked for. SSN ', self.tax(p), ", date of birth ", self.dob(p, "us"), '.\r\nPlease call me at ', self.phone(p, "-"), '.\r\n\r\n', n, '\r\n","', self.name(p, "F L", False), '","', self.email(p), '","SMTP","', U("Benefits Office"), '","Normal"\r\n')
        return d

    def html_mail(self):
        d = Pages("mail/form_submission.eml")
        people = self.some(3)
        b = "----=_Part_77"
        d.w("From: ", U("webform@northport.example"), "\r\nTo: ", U("permits@northport.example"), f"\r\nSubject: Web form\r\nMIME-Version: 1.0\r\nContent-Type: multipart/alternative; boundary=\"{b}\"\r\n\r\n--{b}\r\nContent-Type: text/html; charset=utf-8\r\n\r\n<html><body>")
        for p in people:
            d.record().w("<table>\r\n<tr><td><b>Full name:</b></td><td>", self.name(p, "F M L", False), "</td></tr>\r\n<tr><td><b>Date of birth:</b></td><td>", self.dob(p, "us0"), "</td></tr>\r\n<tr><td><b>Driver's license #:</b></td><td>", self.dl(p), "</td></tr>\r\n<tr><td><b>License state:</b></td><td>", p.dl_state,
                         "</td></tr>\r\n<tr><td><b>Address:</b></td><td>", self.addr(p, "one"), "</td></tr>\r\n<tr><td><b>Email:</b></td><td>", self.email(p), "</td></tr>\r\n</table>\r\n<hr>\r\n")
        d.w(f"</body></html>\r\n--{b}--\r\n")
        return d

    def calendar(self):
        d = Pages("mail/intake_calendar.ics")
        d.w("BEGIN:VCALENDAR\r\nVERSION:2.0\r\nPRODID:-//Northport//Intake//EN\r\n")
        for p in self.some(20):
            d.record().w("BEGIN:VEVENT\r\nUID:", self.uuid(), "@northport.example\r\nDTSTAMP:20260401T120000Z\r\nDTSTART:20260414T143000Z\r\nSUMMARY:Intake - ", self.name(p, "F L", False), "\r\nATTENDEE;CN=\"", self.name(p, "F L", False), "\";RSVP=TRUE:mailto:", self.email(p), "\r\nDESCRIPTION:DOB ", self.dob(p, "us0"),
                         "\\nMedicaid ID ", self.v(p, "HPLAN", p.hplan), "\\nphone ", self.phone(p, "-"), "\r\nEND:VEVENT\r\n")
        d.w("END:VCALENDAR\r\n")
        return d

    def contacts(self):
        d = Pages("mail/contacts.vcf")
        for p in self.some(25):
            y, m, day = p.dob
            d.record().w("BEGIN:VCARD\r\nVERSION:3.0\r\nN:", U(p.family), ";", U(p.given), ";;;\r\nFN:", self.name(p, "F L", False), "\r\nBDAY:", self.dob(p, "iso"), "\r\nTEL;TYPE=CELL:", self.phone(p, "+1"), "\r\nEMAIL;TYPE=INTERNET:", self.email(p), "\r\nADR;TYPE=HOME:;;", V("ADDR", p.street, None, p), ";", p.city, ";", self.st(p), ";", self.zip(p), ";USA\r\nNOTE:SSN ", self.tax(p), "\r\nEND:VCARD\r\n")
        return d

    def ldif(self):
        d = Pages("it/ad_export.ldif")
        for p in self.some(25):
            d.record().w("dn: CN=", U(p.given + " " + p.family), ",OU=Staff,DC=northport,DC=example\nobjectClass: user\nsAMAccountName: ", self.user(p), "\ngivenName: ", self.given(p, False), "\nsn: ", V("NAME", p.family, None, p), "\nmail: ", self.email(p), "\nemployeeID: ", self.emp(p), "\nmobile: ", self.phone(p, "+1"), "\nstreetAddress: ", self.addr(p, "street"), "\nl: ", p.city, "\nst: ", self.st(p), "\npostalCode: ", self.zip(p),
                         "\nobjectGUID:: ", base64.b64encode(bytes(self.r.randrange(256) for _ in range(16))).decode(), "\nuserPassword: ", self.pw(p), "\npwdLastSet: ", X("133" + self.n(15), "file time"), "\nextensionAttribute1: ", self.tax(p), "\n\n")
        return d

    def slack(self):
        d = Pages("chat/slack_hr-private.json")
        out = []
        for p in self.some(30):
            d.record()
            k = self.r.randrange(4)
            text = [("can someone fix ", self.name(p, "F L", False), "? SSN ", self.tax(p), " not ", X("123-45-6789", "published sample")), ("new hire ", self.name(p, "F L", False), " dob ", self.dob(p, "us"), " cell ", self.phone(p, "-")),
                    ("portal reset for <mailto:", self.email(p), "|mail> temp password: ", self.pw(p)), ("refund card ", self.card(p, " "), " exp ", f"{p.exp[1]:02}/{p.exp[0] % 100}", " cvv ", self.v(p, "CARDSEC", p.cvv), " belongs to ", self.name(p, "F L", False))][k]
            out.append({"client_msg_id": self.uuid(), "type": "message", "user": "U0" + self.n(7), "ts": f"1773{self.n(6)}.{self.n(6)}", "text": text, "team": "T02" + self.n(5)})
        self.js(d, out, self.many(2, 4))
        return d

    def teams(self):
        d = Pages("chat/teams_export.csv")
        d.w("Timestamp,Sender,Recipients,Message\n")
        for p in self.some(30):
            k = self.r.randrange(3)
            d.record().w(self.stamp(), "Z,", U(self.r.choice(STAFF)), ",", U("Clerk Team"), ',"')
            if k == 0:
                d.w("pls add ", self.name(p, "F L", False), " (", self.dob(p, "us"), ") to the plan, member id ", self.v(p, "HPLAN", p.hplan))
            elif k == 1:
                d.w("her license is ", p.dl_state, " DL ", self.dl(p), ", name ", self.name(p, "F L", False))
            else:
                d.w(self.name(p, "F L", False), " called: ", self.phone(p, "."), ", wants routing ", self.routing(p), " acct ", self.acct(p), " removed")
            d.w('"\n')
        return d

    # --- logs, credentials ------------------------------------------------------------------------------------------
    def access_posts(self):
        d = Pages("web/access_posts.log")
        q = urllib.parse.quote_plus
        for p in self.some(60):
            for _ in range(6):
                d.w(f"10.20.{self.n(1)}.{self.n(2)} - - [14/Mar/2026:10:{self.r.randint(10, 59)}:07 -0400] \"GET /static/app.{self.n(9)}.js HTTP/1.1\" 200 {self.n(6)} rid=", self.uuid(), "\n")
            n, a = self.name(p, "F L", False), self.addr(p, "one")
            y, m, day = p.dob
            full = V("NAME", q(n.raw), None, p)
            full.raw = q(n.raw)
            k = self.r.randrange(3)
            d.record().w(f"10.20.3.{self.n(2)} - - [14/Mar/2026:10:41:07 -0400] \"POST /apply HTTP/1.1\" 302 0 body=\"")
            if k == 0:
                d.w("first_name=", V("NAME", q(p.given), None, p) if p.given.isascii() else U(q(p.given)), "&last_name=", V("NAME", q(p.family), None, p) if q(p.family) == p.family else U(q(p.family)), "&ssn=", self.tax(p), "&dob=", V("DOB", f"{m:02}%2F{day:02}%2F{y}", f"{y}-{m:02}-{day:02}", p), "\"\n")
            elif k == 1:
                d.w("email=", V("EMAIL", q(p.email), p.email, p), "&password=", V("PASSWORD", q(p.password), p.password, p), "&remember=1\"\n")
            else:
                d.w("cc_number=", self.card(p, "x"), "&cc_exp=", f"{p.exp[1]:02}%2F{p.exp[0] % 100}", "&cc_cvv=", self.v(p, "CARDSEC", p.cvv), "&zip=", p.zip, "\"\n")
        return d

    def app_json_lines(self):
        d = Pages("web/app.log")
        for p in self.some(40):
            d.w(self.stamp(), ".", self.n(3), f" INFO  [http-nio-8443-exec-{self.n(1)}] c.n.portal.HealthCheck - ok in {self.n(3)}ms trace=", X("".join(self.r.choice("0123456789abcdef") for _ in range(32)), "trace"), "\n")
            d.record().w(self.stamp(), ".", self.n(3), f" DEBUG [http-nio-8443-exec-{self.n(1)}] c.n.portal.ProfileController - payload=")
            self.js(d, {"userId": self.x(9, "user number"), "fullName": self.name(p, "F L", False), "dateOfBirth": self.dob(p, "iso"), "ssn": self.tax(p), "mobile": self.phone(p, "+")})
            d.w("\n")
            if self.r.random() < .3:
                d.w("java.lang.IllegalStateException: duplicate key value violates unique constraint\n\tat c.n.portal.Repo.save(Repo.java:", self.n(3), ")\n\tat java.base/java.lang.Thread.run(Thread.java:833)\n")
        return d

    def kv_log(self):
        d = Pages("web/kv_audit.log")
        for p in self.some(40):
            d.record().w("ts=", str(1770000000 + self.r.randint(0, 9999999)), " level=info svc=enroll req=", self.uuid(), " event=member_update name=\"", self.name(p, "F L", False), "\" dob=", self.dob(p, "iso"), " member_id=", self.v(p, "HPLAN", p.hplan), " ssn=", self.tax(p, self.many2("-", "")), " acct_ref=", self.x(9, "reference"), " ip=10.1.2.", self.n(2), "\n")
        return d

    def combos(self):
        d = Pages("it/combolist.txt")
        sep = self.many(":", ";", "|")
        for p in self.some(60):
            d.record().w(self.email(p), sep, self.pw(p), "\n")
        return d

    def hashes(self):
        d = Pages("it/shadow.bak")
        for p in self.some(20):
            h = "".join(self.r.choice("abcdefghijkLMNOPQRSTuvwxyz0123456789./") for _ in range(86))
            d.w(U(f"{p.user}:$6${self.n(8)}$" + h), ":19", self.n(3), ":0:99999:7:::\n")
        return d

    def browser(self):
        d = Pages("it/Chrome Passwords.csv")
        self.table(d, [("name", lambda p: "portal.northport.example"), ("url", lambda p: "https://portal.northport.example/login"), ("username", self.email), ("password", self.pw), ("note", lambda p: "")], self.some(25), end="\r\n")
        return d

    def keepass(self):
        d = Pages("it/keepass_export.xml")
        d.w('<?xml version="1.0" encoding="utf-8" standalone="yes"?>\n<KeePassFile><Root><Group><Name>General</Name>\n')
        for p in self.some(20):
            d.record().w("<Entry><UUID>", base64.b64encode(bytes(self.r.randrange(256) for _ in range(16))).decode(), "</UUID>\n<String><Key>Notes</Key><Value></Value></String>\n<String><Key>Password</Key><Value ProtectInMemory=\"True\">", V("PASSWORD", p.password.replace("&", "&amp;"), p.password, p), "</Value></String>\n<String><Key>Title</Key><Value>", self.r.choice(["Tax portal", "Payroll", "Router"]),
                         "</Value></String>\n<String><Key>UserName</Key><Value>", self.email(p), "</Value></String>\n</Entry>\n")
        d.w("</Group></Root></KeePassFile>\n")
        return d

    def ini(self):
        d = Pages("it/settings.ini")
        d.w("; production\n[database]\nhost = 10.4.4.9\nport = 5432\nuser = svc_gis\npassword = ", V("PASSWORD", "Gis-" + self.n(4) + "-prod", None, None), "\n\n[smtp]\nserver = mail.northport.example\nusername = ", U("noreply@northport.example"), "\npasswd = ", V("PASSWORD", "m4il" + self.n(5) + "!", None, None), "\n\n[build]\nversion = 4.12.0.", self.n(4), "\nguid = ", self.uuid(), "\n[aws]\naws_access_key_id = ",
            V("TOKEN", "AKIA" + "".join(self.r.choice("ABCDEFGHIJKLMNOPQRSTUVWXYZ234567") for _ in range(16)), None, None), "\n")
        return d

    def toml_users(self):
        d = Pages("it/users.toml")
        for p in self.some(20):
            d.record().w("[[users]]\nlogin = \"", self.user(p), "\"\nfull_name = \"", self.name(p, "F L", False), "\"\nemail = \"", self.email(p), "\"\npassword = \"", self.pw(p), "\"\nquota = ", self.n(9), "\n\n")
        return d

    # --- databases --------------------------------------------------------------------------------------------------
    def mysql(self):
        """The names of the columns stand in CREATE TABLE only."""
        d = Pages("sql/portal_mysql.sql")
        d.w("-- MySQL dump 10.13  Distrib 8.0.36\nDROP TABLE IF EXISTS `residents`;\nCREATE TABLE `residents` (\n  `id` int NOT NULL AUTO_INCREMENT,\n  `", self.many("last_name", "lname"), "` varchar(60) DEFAULT NULL,\n  `", self.many("first_name", "fname"), "` varchar(60) DEFAULT NULL,\n  `", self.many("ssn", "soc_sec_no", "taxpayer_id"), "` char(11) DEFAULT NULL,\n  `", self.many("dob", "birth_date"),
            "` date DEFAULT NULL,\n  `", self.many("addr1", "street_address"), "` varchar(90) DEFAULT NULL,\n  `city` varchar(40) DEFAULT NULL,\n  `", self.many("st", "state"), "` char(2) DEFAULT NULL,\n  `", self.many("zip", "postal_code"), "` varchar(10) DEFAULT NULL,\n  `", self.many("phone", "home_phone"), "` varchar(20) DEFAULT NULL,\n  `updated_at` bigint DEFAULT NULL,\n  PRIMARY KEY (`id`),\n  KEY `idx_l` (`updated_at`)\n) ENGINE=InnoDB DEFAULT CHARSET=utf8mb4;\nLOCK TABLES `residents` WRITE;\nINSERT INTO `residents` VALUES ")
        for i, p in enumerate(self.some(50)):
            fam = V("NAME", p.family.replace("'", "\\'"), None, p)
            d.record().w("," if i else "", f"({i + 1},'", fam, "','", self.given(p, False), "','", self.tax(p), "','", self.dob(p, "iso"), "','", self.addr(p, "street"), "','", p.city, "','", self.st(p), "','", self.zip(p), "','", self.phone(p, "-"), "',", X(str(1700000000000 + self.r.randint(0, 70000000000)), "epoch milliseconds"), ")")
        d.w(";\nUNLOCK TABLES;\n")
        return d

    def pg_copy(self):
        d = Pages("sql/clinic_pg.sql")
        d.w("SET statement_timeout = 0;\nCOPY public.patient (id, ", self.many("surname, forename", "family_name, given_name"), ", ", self.many("birth_date", "date_of_birth"), ", ", self.many("mrn", "chart_no"), ", ", self.many("medicare_no", "mbi"), ", ", self.many("email", "contact_email"), ", row_uuid, deleted_at) FROM stdin;\n")
        for i, p in enumerate(self.some(40)):
            d.record().w(f"{i + 1001}\t", V("NAME", p.family, None, p), "\t", self.given(p, False), "\t", self.dob(p, "iso"), "\t", self.v(p, "MRN", p.mrn), "\t", self.mbi(p) if self.r.random() < .7 else "\\N", "\t", self.email(p), "\t", self.uuid(), "\t\\N\n")
        d.w("\\.\n\nCOPY public.audit (id, at, note) FROM stdin;\n")
        for i in range(30):
            d.w(f"{i}\t{self.stamp()}\tpurge of {self.n(6)} rows, batch ", self.x(9, "batch"), "\n")
        d.w("\\.\n")
        return d

    def mssql(self):
        d = Pages("sql/Finance_Vendors.sql", "utf-16-le")
        d.w("\ufeffUSE [Finance]\r\nGO\r\nSET IDENTITY_INSERT [dbo].[Payee] ON\r\nGO\r\n")
        for i, p in enumerate(self.some(30)):
            d.record().w("INSERT [dbo].[Payee] ([PayeeID], [PayeeName], [TaxIdNo], [DateOfBirth], [BankRouting], [BankAccountNo], [Email], [RowGuid]) VALUES (", str(i + 1), ", N'", V("NAME", (v := self.name(p, "F L", False)).raw.replace("'", "''"), None, p), "', N'", self.tax(p, self.many2("-", "")), "', CAST(N'", self.dob(p, "iso"), "' AS Date), N'", self.routing(p), "', N'", self.acct(p), "', N'",
                         self.email(p), "', N'", self.uuid(), "')\r\n")
            if i % 10 == 9:
                d.w("GO\r\n")
        return d

    def sqlite_two(self):
        d = Pages("sql/rec_center.sqlite", kind="sqlite", offsets=False)
        d.w("members\x1e")
        self.table(d, [("member_no", lambda p: self.n(6)), (["first", "fname"], self.given), (["last", "lname"], self.fam), (["birthdate", "dob"], self.dated("iso", "us")), (["mobile"], lambda p: self.phone(p, "-")), (["street"], lambda p: self.addr(p, "street")), (["town"], lambda p: p.city), (["st"], self.st), (["zip"], self.zip)], self.some(30), "\t", "")
        d.w("\fpayments\x1e")
        self.table(d, [("payment_id", lambda p: self.n(6)), (["payer"], lambda p: self.name(p, "F L")), (["card_no", "pan"], lambda p: self.card(p, "x")), ("exp", lambda p: f"{p.exp[1]:02}{p.exp[0] % 100}"), (["txn_ref"], lambda p: self.x(12, "transaction"))], self.some(25), "\t", "")
        return d

    def xml_attributes(self):
        d = Pages("hr/roster.xml", "utf-8")
        d.w('<?xml version="1.0"?>\n<roster generated="2026-03-01">\n')
        for p in self.some(30):
            attr = lambda v: V(v.element, v.raw.replace("'", "&apos;"), v.norm, v.person)
            d.record().w('  <emp no="', self.emp(p), '" ', self.many2('lname="', 'lastName="', 'surname="'), attr(self.fam(p)), '" ', self.many2('fname="', 'firstName="', 'given="'), self.given(p, False), '" ', self.many2('ssn="', 'socSec="'), self.tax(p), '" ', self.many2('dob="', 'birthDate="'), self.dob(p, "iso"), '" hired="', f"{self.r.randint(1990, 2024)}-03-01", '">',
                         '<home line1="', self.addr(p, "street"), '" city="', p.city, '" state="', self.st(p), '" zip="', self.zip(p), '"/></emp>\n')
        d.w("</roster>\n")
        return d

    def xml_long(self):
        d = Pages("tax/efile_batch.xml")
        d.w('<?xml version="1.0" encoding="utf-8"?><Batch xmlns="urn:x-ctrev">\n')
        for p in self.some(20):
            d.record().w("<Return><Filer><PrimarySSN>", self.tax(p, ""), "</PrimarySSN><Name><FirstNm>", self.given(p, False), "</FirstNm><LastNm>", V("NAME", p.family, None, p), "</LastNm></Name><USAddress><AddressLine1Txt>", self.addr(p, "street"), "</AddressLine1Txt><CityNm>", p.city, "</CityNm><StateAbbreviationCd>", self.st(p), "</StateAbbreviationCd><ZIPCd>", self.zip(p), "</ZIPCd></USAddress><IPPIN>", self.v(p, "IPPIN", p.pin),
                         "</IPPIN><RefundDirectDeposit><RoutingTransitNum>", self.routing(p), "</RoutingTransitNum><DepositorAccountNum>", self.acct(p), "</DepositorAccountNum></RefundDirectDeposit></Filer><SubmissionId>", X(self.n(20), "submission"), "</SubmissionId></Return>\n")
        d.w("</Batch>\n")
        return d

    # --- office -----------------------------------------------------------------------------------------------------
    def sheets(self):
        d = Pages("office/Benefits_Workbook.xlsx", kind="xlsx", offsets=False)
        d.w("Summary\x1eOpen Enrollment 2026\nPlan\tMembers\tPremium\nPPO\t212\t812.50\nHMO\t98\t640.00\n\fMembers\x1e\n\n")
        y = lambda p: f"{p.dob[0]}-{p.dob[1]:02}-{p.dob[2]:02}"
        people = self.some(25)
        self.table(d, [(["EE Last", "Last"], self.fam), (["EE First", "First"], self.given), (["EE SSN", "SSN"], lambda p: V("ITIN" if p.itin else "SSN", "\x03" + p.tax, p.tax, p)), (["EE DOB", "Birth Dt"], lambda p: V("DOB", "\x02" + y(p), y(p), p)), (["Cvg"], lambda p: "EE+SP"),
                       (["Subscriber ID", "Member #"], lambda p: self.v(p, "HPLAN", p.hplan)), (["Home Addr"], lambda p: self.addr(p, "street")), (["City"], lambda p: p.city), (["ST"], self.st), (["Zip"], lambda p: Place("\x01" + p.zip, p))], people, "\t", "")
        d.w("\tTotal members\t\x0125\n\fDirect Deposit\x1e")
        self.table(d, [(["Employee"], lambda p: self.name(p, "L, F")), (["Bank Routing"], lambda p: V("ROUTING", "\x01" + p.routing, p.routing, p)), (["Bank Account"], lambda p: V("ACCT", "\x01" + p.acct, p.acct, p)), (["Amt"], lambda p: "\x01100")], self.some(20), "\t", "")
        return d

    def pptx_like(self):
        d = Pages("office/intake_forms.pdf", "cp1252", kind="pdf", offsets=False)
        for p in self.some(14):
            n = self.name(p, "F M L", False)
            if any(ord(c) > 255 for c in n.raw):
                continue
            d.record().w("SOCIAL SERVICES INTAKE\n1. Applicant name:  ", n, "\n2. Social security number:  ", self.tax(p), "     3. Date of birth:  ", self.dob(p, "us0"), "\n4. Street address:  ", self.addr(p, "street"), "\n5. City, State, ZIP:  ", p.city, ", ", self.st(p), " ", self.zip(p), "\n6. Telephone:  ", self.phone(p, "()"), "     7. Medicaid number:  ", self.v(p, "HPLAN", p.hplan),
                         "\n8. Monthly income:  $", self.money(), "\n\n")
        return d

    def mojibake(self):
        """UTF-8 read as Latin-1 and written again."""
        d = Pages("library/hold_notices.txt")
        for p in self.some(20):
            bad = lambda s: s.encode("utf-8").decode("latin-1")
            d.record().w("Aviso / Notice â\x80\x94 ", self.day(), "\nPatron: ", V("NAME", bad(f"{p.given} {p.family}"), None, p) if (p.given + p.family).isascii() else U(bad(f"{p.given} {p.family}")), "\nE-mail: ", self.email(p), "\nDate of birth: ", self.dob(p, "us0"), "\nCard barcode: ", X("2" + self.n(13), "library barcode"), "\n\n")
        return d

    def memo_utf16(self):
        d = Pages("office/memo.txt", "utf-16-be")
        d.w("\ufeff")
        for p in self.some(18):
            d.record().w("MEMO TO FILE\r\nRe: ", self.name(p, "F L", False), "\r\nThe claimant's SSN (", self.tax(p), ") and passport (no. ", self.v(p, "PASSPORT", p.passport), ") were copied. ", self.calm(), " Reach at ", self.phone(p, "."), " or ", self.email(p), ".\r\n\r\n")
        return d

    def masked(self):
        d = Pages("office/redacted_claims.csv")
        d.w("claimant_ref,ssn,card,acct,phone_ext,dob\n")
        for i, p in enumerate(self.some(40)):
            d.record().w(f"R{i:05},", X(f"***-**-{p.ssn[-4:]}", "masked"), ",", X(f"XXXX-XXXX-XXXX-{p.card[-4:]}", "masked"), ",", X("xxxxx" + p.acct[-4:], "masked"), ",", self.n(4), ",", X(f"XX/XX/{p.dob[0]}", "masked"), "\n")
        return d

    def manual(self):
        d = Pages("it/training_manual.txt")
        for _ in range(12):
            d.w("Enter the Social Security number as nnn-nn-nnnn, for example ", X("123-45-6789", "published sample"), " or ", X("078-05-1120", "published sample"), ". For test payments use card ", X("4111 1111 1111 1111", "published test number"), " or ", X("5555-5555-5555-4444", "published test number"), ". Never enter ", X("000-12-3456", "area 000"), ". The help desk is at ", U("203-977-4100"), ". ", self.calm(), "\n")
        return d

    def inventory(self):
        d = Pages("ops/assets.csv")
        d.w("asset_tag,part_no,serial,guid,po,tracking,isbn,fw_version,seen_at,ip,cost_center\n")
        for _ in range(300):
            d.w(self.n(7), ",", X(f"{self.n(3)}-{self.n(2)}-{self.n(4)}", "part number"), ",", self.x(10, "serial"), ",", self.uuid(), ",", self.x(9, "purchase order"), ",", X("1Z" + self.n(16), "tracking"), ",", X("978" + self.n(10), "ISBN"), f",{self.n(1)}.{self.n(2)}.{self.n(4)},", X(str(self.r.randint(1600000000, 1780000000)), "epoch seconds"), f",10.{self.n(2)}.{self.n(1)}.{self.n(2)},", self.n(6), "\n")
        return d

    def telemetry(self):
        d = Pages("ops/scada.jsonl")
        for _ in range(200):
            self.js(d, {"ts": self.r.randint(1600000000000, 1780000000000), "tag": "PMP" + self.n(3), "value": float(f"{self.n(2)}.{self.n(7)}"), "seq": int(self.n(9)), "hash": "".join(self.r.choice("0123456789abcdef") for _ in range(40)), "invoice": (X(f"INV-{self.n(9)}", "invoice"),), "contact": U("SCADA Desk"), "lot": f"{self.n(3)}-{self.n(3)}-{self.n(4)}"})
            d.w("\n")
        return d

    def invoices(self):
        d = Pages("finance/ap_invoices.csv")
        d.w("Invoice No;Vendor;Invoice Date;PO;GL Account;Check No;Amount;Remit Phone\n")
        for _ in range(150):
            d.w(self.x(9, "invoice"), ";", U("Granite Supply Co"), ";", self.day(), ";", self.x(10, "purchase order"), ";", X(f"{self.n(3)}-{self.n(4)}-{self.n(5)}", "ledger account"), ";", self.x(8, "cheque"), ";", self.money(), ";", U("800-555-0142"), "\n")
        return d


LAYOUTS = [n for n, f in vars(Layouts).items() if callable(f) and not n.startswith("_") and n not in (
    "name given fam addr many many2 st zip staff calm money day stamp uuid npi x acct routing pw user emp dxx table js dated lines").split()]
