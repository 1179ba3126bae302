"""The layouts of the second corpus: how a city's files hold what they hold. Each function fills one file."""

import base64
import json
import random

MONTHS = "January February March April May June July August September October November December".split()
CALM = ("The committee reviewed the drainage plan for the north basin.", "Snow removal routes were updated in the autumn.",
        "Bids for the pump station close at noon on Friday.", "The inspector noted that the railing meets code.",
        "Attendance at the hearing was higher than last year.", "Contractors must carry liability insurance.",
        "The generator test on Tuesday passed without incident.", "Parking on Harbor Street is suspended during works.",
        "Please keep a copy of this for your files.", "The minutes were approved as amended.")


class V:
    """A value of somebody's: element, as written, in its one form."""

    def __init__(self, element, raw, norm, person):
        self.element, self.raw, self.norm, self.person = element, raw, norm, person


class X:
    """What looks like one and is none."""

    def __init__(self, raw, why):
        self.raw, self.why = raw, why


class U:
    """Staff and offices: counts neither way."""

    def __init__(self, raw):
        self.raw = raw


class Doc:
    def __init__(self, name, encoding="utf-8", member="", offsets=True):
        self.name, self.encoding, self.member, self.offsets = name, encoding, member, offsets
        self.pieces, self.at, self.rec = [], 0, 0
        self.truth, self.decoys, self.neutral = [], [], []

    def record(self):
        self.rec += 1
        return self

    def w(self, *parts):
        for p in parts:
            raw = p if isinstance(p, str) else p.raw
            data = raw.encode(self.encoding)
            if isinstance(p, V):
                self.truth.append((self.at, len(data), p.element, p.person, self.rec, p.raw, p.norm))
            elif isinstance(p, X):
                self.decoys.append((self.at, len(data), p.why, p.raw))
            elif isinstance(p, U):
                self.neutral.append((self.at, len(data), p.raw))
            self.pieces.append(data)
            self.at += len(data)
        return self

    def data(self):
        return b"".join(self.pieces)


class Maker:
    def __init__(self, people, seed):
        self.people, self.r = people, random.Random(seed)

    def some(self, n):
        return self.r.sample(self.people.all, min(n, len(self.people.all)))

    # --- values -----------------------------------------------------------------------------------------------------
    def name(self, p, style="F L", vary=True):
        r = self.r
        given, family = p.given, p.family
        if vary and p.nick and r.random() < .12:
            given = p.nick
        if vary and p.maiden and r.random() < .3:
            family = p.maiden
        m = p.middle if r.random() < .7 else ""
        tail = " " + p.suffix if p.suffix else ""
        out = {"F L": f"{given} {family}{tail}", "F M L": f"{given} {m + ' ' if m else ''}{family}{tail}",
               "F M. L": f"{given} {m + '. ' if m else ''}{family}{tail}", "L, F": f"{family}{tail}, {given}",
               "L, F M": f"{family}{tail}, {given}{' ' + m if m else ''}", "L,F": f"{family},{given}",
               "L F M": f"{family} {given}{' ' + m if m else ''}"}[style.replace("^", "")]
        return V("NAME", out.upper() if "^" in style else out, None, p)

    def given(self, p):
        return V("NAME", p.given, None, p)

    def family(self, p):
        return V("NAME", p.family, None, p)

    def tax(self, p, form="-"):
        s = p.tax
        raw = {"-": f"{s[:3]}-{s[3:5]}-{s[5:]}", " ": f"{s[:3]} {s[3:5]} {s[5:]}", "": s, ".": f"{s[:3]}.{s[3:5]}.{s[5:]}",
               "–": f"{s[:3]}–{s[3:5]}–{s[5:]}"}[form]
        return V("ITIN" if p.itin else "SSN", raw, s, p)

    def dob(self, p, form):
        y, m, d = p.dob
        raw = {"iso": f"{y}-{m:02}-{d:02}", "us": f"{m}/{d}/{y}", "us0": f"{m:02}/{d:02}/{y}", "us-": f"{m:02}-{d:02}-{y}",
               "long": f"{MONTHS[m - 1]} {d}, {y}", "dmy": f"{d:02}-{MONTHS[m - 1][:3].upper()}-{y}", "compact": f"{y}{m:02}{d:02}",
               "us2": f"{m:02}/{d:02}/{y % 100:02}", "dot": f"{m:02}.{d:02}.{y}", "d Mon": f"{d} {MONTHS[m - 1][:3]} {y}",
               "Mon": f"{MONTHS[m - 1][:3]}. {d}, {y}", "sql": f"{y}-{m:02}-{d:02} 00:00:00", "slash": f"{y}/{m:02}/{d:02}",
               "ddmmmyyyy": f"{d:02}{MONTHS[m - 1][:3].upper()}{y}", "isoT": f"{y}-{m:02}-{d:02}T00:00:00Z"}[form]
        if form in ("sql", "isoT"):
            raw = raw[:10]
        return V("DOB", raw, f"{y}-{m:02}-{d:02}", p)

    def addr(self, p, form="one"):
        street = p.street + (("" if form == "lines" else ", ") + p.apt if p.apt and form != "lines" else "")
        raw = {"one": f"{street}, {p.city}, {p.state} {p.zip}", "nocomma": f"{street.replace(',', '')} {p.city} {p.state} {p.zip}",
               "lines": f"{p.street}\n{p.apt + chr(10) if p.apt else ''}{p.city}, {p.state} {p.zip}",
               "upper": f"{street}, {p.city}, {p.state} {p.zip}".upper(), "street": street, "nozip": f"{street}, {p.city}, {p.state}",
               "city": f"{street}, {p.city}", "zip4": f"{street}, {p.city}, {p.state} {p.zip}-{self.people.digits(4)}"}[form]
        return V("ADDR", raw, None, p)

    def phone(self, p, form):
        t = p.phone
        raw = {"()": f"({t[:3]}) {t[3:6]}-{t[6:]}", "-": f"{t[:3]}-{t[3:6]}-{t[6:]}", ".": f"{t[:3]}.{t[3:6]}.{t[6:]}", "": t,
               "+1": f"+1 {t[:3]} {t[3:6]} {t[6:]}", "1-": f"1-{t[:3]}-{t[3:6]}-{t[6:]}", "+": f"+1{t}", "/": f"{t[:3]}/{t[3:6]}-{t[6:]}",
               "()x": f"({t[:3]}){t[3:6]}-{t[6:]}", " ": f"{t[:3]} {t[3:6]} {t[6:]}", "+1(": f"+1 ({t[:3]}) {t[3:6]}-{t[6:]}"}[form]
        return V("PHONE", raw, t, p)

    def card(self, p, form=" "):
        c = p.card
        if form in " -":
            cut = (4, 10) if len(c) in (14, 15) else (4, 8, 12)
            raw = form.join(c[a:b] for a, b in zip((0, *cut), (*cut, len(c))))
        else:
            raw = c
        return V("CARD", raw, c, p)

    def v(self, p, element, raw, norm=None):
        return V(element, raw, raw if norm is None else norm, p)

    def dl(self, p, raw=None):
        return V("DL", raw or p.dl, f"{p.dl_state}:{p.dl}", p)

    def mbi(self, p, dashes=False):
        return V("MBI", f"{p.mbi[:4]}-{p.mbi[4:7]}-{p.mbi[7:]}" if dashes else p.mbi, p.mbi, p)

    def dx(self, p):
        return V("DX", p.dx, p.dx, p)

    def email(self, p):
        return V("EMAIL", p.email, p.email, p)

    def hire(self):
        return f"{self.r.randint(1, 12):02}/{self.r.randint(1, 28):02}/{self.r.randint(1995, 2024)}"

    def calm(self):
        return self.r.choice(CALM)

    def n(self, k):
        return self.people.digits(k, "123456789")

    # --- tables -----------------------------------------------------------------------------------------------------
    def hr_semicolons(self):
        d = Doc("hr/ee_master.csv", "cp1252")
        d.w("Empl ID;Last Nm;First Nm;MI;Soc Sec No;Birth Dt;Home Addr;Town;St;Postal;Home Ph;Cell;Hire Dt;Vendor Ref\r\n")
        for p in self.some(40):
            d.record().w(V("EMPID", p.emp, p.emp, p), ";", self.family(p), ";", self.given(p), ";", U(p.middle), ";", self.tax(p, "-"), ";",
                         self.dob(p, "us0"), ";", self.addr(p, "street"), ";", p.city, ";", p.state, ";", p.zip, ";",
                         self.phone(p, "-"), ";;", self.hire(), ";", X(self.n(9), "vendor reference"), "\r\n")
        return d

    def clinic_tabs(self):
        d = Doc("health/encounters.tsv")
        d.w("Pt Last\tPt First\tD.O.B.\tChart #\tPrimary Ins ID\tMCR #\tDx 1\tAttending NPI\tVisit No\n")
        for p in self.some(40):
            d.record().w(self.family(p), "\t", self.given(p), "\t", self.dob(p, "us"), "\t", self.v(p, "MRN", p.mrn), "\t",
                         self.v(p, "HPLAN", p.hplan), "\t", self.mbi(p), "\t", self.dx(p), "\t", X("1" + self.n(9), "NPI"), "\t",
                         X(self.n(8), "visit number"), "\n")
        return d

    def licence_states(self):
        d = Doc("police/license_checks.csv")
        d.w("Stop Date,Operator,Oper Lic,Lic State,Res Address,Res City,Res State,Zip Code,Tag,Citation No\n")
        for p in self.some(70):
            d.record().w(self.hire(), ',"', self.name(p, "L, F M^"), '",', self.dl(p), ",", p.dl_state, ',"', self.addr(p, "street"), '",',
                         p.city, ",", p.state, ",", p.zip, ",", p.plate, ",", X(self.n(9), "citation number"), "\n")
        return d

    def payments_pipe(self):
        d = Doc("finance/cardholder_batch.txt")
        d.w("TRAN_ID|NM_ON_CARD|CARD_NO|EXP_DT|CID|BILL_ZIP|AUTH_CD|AMT\n")
        for p in self.some(40):
            d.record().w(X(self.n(12), "transaction"), "|", self.name(p, "F M L^"), "|", self.card(p, "x"), "|",
                         f"{p.exp[1]:02}/{p.exp[0] % 100}", "|", self.v(p, "CARDSEC", p.cvv), "|", p.zip, "|", self.n(6), "|",
                         f"{self.r.randint(5, 900)}.00", "\n")
        return d

    def vendor_1099(self):
        d = Doc("finance/vendors_1099.csv")
        d.w("Payee Name,TIN Type,TIN,Address Line 1,Address City,Address State,Address Zip,Box 1 Amt\n")
        for p in self.some(30):
            d.record()
            if self.r.random() < .3:
                name = self.r.choice(["Harborview Paving LLC", "Tri-County Elevator Inc", "Sound Shore Landscaping Co.", "Estate Tree Corp",
                                      "Bright Horizons Electric, Inc."])
                e = "06-" + self.n(7)
                d.w('"', U(name), '",EIN,', U(e), ",", U(f"{self.r.randint(1, 900)} Industrial Pkwy"), ",Shelton,CT,06484,1200.00\n")
            else:
                d.w(self.name(p, "F M L", False), ",SSN,", self.tax(p, ""), ',"', self.addr(p, "street"), '",', p.city, ",", p.state, ",", p.zip,
                    f",{self.r.randint(600, 9000)}.00\n")
        return d

    def fixed_width(self):
        d = Doc("hr/RETIREES.prn")
        people = self.some(36)
        for page in range(2):
            d.w(f"RUN DATE 03/14/2026        CITY PENSION BOARD            PAGE {page + 1:4}\n\n",
                "NAME                          SOC SEC NBR   BIRTH DATE  ACCT NBR        ABA NBR     GROSS\n",
                "----------------------------  ------------  ----------  --------------  ----------  ----------\n")
            for p in people[page * 18:page * 18 + 18]:
                n = self.name(p, "L, F M^")
                d.record().w(n, " " * (30 - len(n.raw)), self.tax(p, "-"), "   ", self.dob(p, "us0"), "  ", self.v(p, "ACCT", p.acct),
                             " " * (16 - len(p.acct)), self.v(p, "ROUTING", p.routing), f"   {self.r.randint(900, 7000):7}.00\n")
            d.w("\n")
        return d

    def columns_no_rule(self):
        d = Doc("recreation/camp_roster.txt", "cp1252")
        d.w("SUMMER CAMP ROSTER 2026\n\nCamper                  Birthdate    Parent/Guardian         Emergency Phone   Allergies\n")
        for p in self.some(20):
            q = self.r.choice(self.people.all)
            a, b = self.name(p, "F L", False), self.name(q, "F L", False)
            al = self.r.choice(["none", "peanuts", "bee stings", "none"])
            dob = self.dob(p, "us0")
            d.record().w(a, " " * (24 - len(a.raw)), dob, "   ", b, " " * (24 - len(b.raw)), self.phone(q, "()"), "    ", al, "\n")
        return d

    def headerless(self):
        d = Doc("it/dump_part3.csv")
        for p in self.some(30):
            d.record().w(self.n(7), ',"', self.name(p, "F M L"), '",', self.tax(p, "-"), ",", self.dob(p, "iso"), ',"', self.addr(p, "one"),
                         '",', self.phone(p, "-"), ",", self.email(p), "\n")
        return d

    def benefits_long_heads(self):
        d = Doc("hr/benefit_enrollment.csv")
        d.w("Subscriber Full Legal Name,Subscriber Social Security Number,Subscriber Date of Birth,Dependent 1 Name,"
            "Dependent 1 SSN,Dependent 1 DOB,Carrier Member ID,Group Number,Mailing Address\n")
        for p in self.some(25):
            q = self.r.choice(self.people.all)
            d.record().w('"', self.name(p, "L, F M"), '",', self.tax(p), ",", self.dob(p, "us"), ',"', self.name(q, "L, F"), '",', self.tax(q),
                         ",", self.dob(q, "us"), ",", self.v(p, "HPLAN", p.hplan), ",", X(self.n(6), "group number"), ',"',
                         self.addr(p, "one"), '"\n')
        return d

    def ids_mixed(self):
        d = Doc("clerk/identity_documents.csv")
        d.w("applicant|doc_type|doc_number|issued_by|date_of_birth|e_mail|mobile\n")
        for p in self.some(48):
            kind = self.r.choice(["US Passport", "Driver License", "Military ID (EDIPI)", "Permanent Resident Card", "State ID"])
            d.record().w(self.name(p, "F M. L"), "|", kind, "|")
            if kind == "US Passport":
                d.w(self.v(p, "PASSPORT", p.passport), "|US Department of State")
            elif kind == "Driver License":
                d.w(self.dl(p), "|", p.dl_state)
            elif kind == "State ID":
                d.w(V("STATEID", p.dl, f"{p.dl_state}:{p.dl}", p), "|", p.dl_state)
            elif kind == "Permanent Resident Card":
                d.w(self.v(p, "GOVID", p.anumber), "|USCIS")
            else:
                d.w(self.v(p, "MILID", p.edipi), "|DoD")
            d.w("|", self.dob(p, "iso"), "|", self.email(p), "|", self.phone(p, "+1"), "\n")
        return d

    def passports_list(self):
        d = Doc("mayor/sister_city_trip.csv")
        d.w("Traveler;Passport No.;Nationality;Birth date;Passport expires;Room\n")
        for p in self.some(25):
            d.record().w(self.name(p, "L, F M^"), ";", self.v(p, "PASSPORT", p.passport), ";USA;", self.dob(p, "dmy"), ";",
                         f"{self.r.randint(1, 28):02}-JUN-2031", ";", str(self.r.randint(100, 499)), "\n")
        return d

    def creds_csv(self):
        d = Doc("it/ParkMobile_users.csv")
        d.w("userid,emailAddr,passwd,secQ,secA,createdAt\n")
        for p in self.some(30):
            d.record().w(self.n(5), ",", self.email(p), ",", self.v(p, "PASSWORD", p.password), ",First pet?,",
                         self.v(p, "SECANSWER", self.r.choice(["Biscuit", "Rex", "Luna", "Shadow"])), ",",
                         X(str(self.r.randint(1600000000000, 1780000000000)), "epoch milliseconds"), "\n")
        return d

    def alpr(self):
        d = Doc("police/lpr_reads.csv")
        d.w("read_ts,camera,plate_no,plate_st,lat,lon,owner\n")
        for p in self.some(25):
            d.record().w(f"2026-04-{self.r.randint(1, 28):02} {self.r.randint(0, 23):02}:15:09,CAM-{self.r.randint(1, 20)},",
                         self.v(p, "ALPR", p.plate), ",", p.state, ",", U(f"{p.lat[0]:.6f},{p.lat[1]:.6f}"), ",", self.name(p, "F L^", False), "\n")
        return d

    def locations(self):
        d = Doc("transit/dial_a_ride.csv")
        d.w("rider_name,rider_phone,pickup_gps,pickup_time,mobility_notes\n")
        for p in self.some(25):
            g = f"{p.lat[0]:.5f},{p.lat[1]:.5f}"
            d.record().w(self.name(p), ",", self.phone(p, "."), ',"', V("GEO", g, g, p), '",2026-05-02T07:40,wheelchair\n')
        return d

    def students(self):
        d = Doc("schools/enrollment.csv")
        d.w("Student ID,Student Name,DOB,Grade,Guardian,Guardian Email,Home Language,Lunch Acct\n")
        for p in self.some(25):
            q = self.r.choice(self.people.all)
            d.record().w(self.v(p, "STUDENTID", p.student), ',"', self.name(p, "L, F"), '",', self.dob(p, "us0"), ",4,", self.name(q), ",",
                         self.email(q), ",English,\n")
        return d

    def biometrics(self):
        d = Doc("hr/timeclock_templates.csv")
        d.w("badge,employee,finger,fp_template,enrolled\n")
        for p in self.some(15):
            t = base64.b64encode(b"FMR\0 20\0" + bytes(self.r.randrange(256) for _ in range(120))).decode()
            d.record().w(self.n(5), ",", self.name(p), ",R-INDEX,", V("BIOMETRIC", t, None, p), ",2024-02-01\n")
        return d

    def residents_zip_only(self):
        d = Doc("library/cards_2026.csv")
        d.w("Card Barcode\tPatron Name\tSSN\tZIP\tWork Phone\tEmployer Address\n")
        for p in self.some(40):
            d.record().w(X("2" + self.n(13), "library barcode"), "\t", self.name(p), "\t", self.tax(p, ""), "\t", p.zip, "\t", self.phone(p, "-"),
                         "\t", U("100 Federal St, Boston, MA 02110"), "\n")
        return d

    def phones_only(self):
        d = Doc("registrar/contact_sheet.csv")
        d.w("Voter,Soc. Sec. #,Daytime Tel,Evening Tel\n")
        for p in self.some(20):
            d.record().w('"', self.name(p, "L, F M"), '",', self.tax(p), ",", self.phone(p, "()"), ",\n")
        return d

    # --- running text -----------------------------------------------------------------------------------------------
    def letters(self):
        d = Doc("clerk/letters_march.txt")
        for p in self.some(50):
            d.record().w(U("Office of the City Clerk"), "\n", U("One City Plaza, Harbor City, CT 06880"), "\n", U("Tel. 203-555-0143"), "\n\n",
                         f"March {self.r.randint(1, 28)}, 2026\n\n", self.name(p, "F M. L"), "\n", self.addr(p, "lines"), "\n\n",
                         "Re: Claim No. ", X(self.n(9), "claim number"), "\n\nDear ", U(("Mr. " if p.sex == "M" else "Ms. ") + p.family), ":\n\n",
                         self.calm(), " ")
            k = self.r.randrange(6)
            if k == 0:
                d.w("We have your Social Security number as ", self.tax(p), " and your date of birth as ", self.dob(p, "long"), ".")
            elif k == 1:
                d.w("Your taxpayer identification number, ", self.tax(p, " "), ", did not match. You gave your birthday as ", self.dob(p, "us"), ".")
            elif k == 2:
                d.w("According to our file you were born on ", self.dob(p, "d Mon"), " and hold driver's license number\n", self.dl(p),
                    " issued by the state of ", p.dl_state, ".")
            elif k == 3:
                d.w("A refund was sent to your checking account ", self.v(p, "ACCT", p.acct), " (bank routing ", self.v(p, "ROUTING", p.routing), ").")
            elif k == 4:
                d.w("The card you used, ", self.card(p, " "), " with security code ", self.v(p, "CARDSEC", p.cvv), ", was charged twice.")
            else:
                d.w("Your Medicare card shows ", self.mbi(p, True), ". The last four digits of your Social Security number, ",
                    X(p.ssn[5:], "last four"), ", are on file (XXX-XX-", X(p.ssn[5:], "masked"), ").")
            d.w("\n\nSincerely,\n\n", U("Karen Whitfield"), "\n", "Assistant City Clerk\n\f\n")
        return d

    def police(self):
        d = Doc("police/narratives.txt")
        for p in self.some(50):
            k = self.r.randrange(5)
            d.record().w(f"CASE {self.n(8)}  ", X(f"26-{self.n(7)}", "case number"), "\n")
            if k == 0:
                d.w("On the above date I stopped a gray sedan bearing registration ", X(self.n(6), "plate in prose"), ". The operator, later identified as ",
                    self.name(p, "F M. L"), " (DOB ", self.dob(p, "us0"), "), handed me a ", p.dl_state, " operator's license, ", self.dl(p),
                    ". ", self.calm())
            elif k == 1:
                d.w("V1: ", self.name(p, "L, F M^"), " W/", p.sex, " ", self.dob(p, "us-"), " OLN/", self.dl(p), " OLS/", p.dl_state, " RES: ",
                    self.addr(p, "upper"), "\n")
            elif k == 2:
                d.w("The complainant, ", self.name(p), ", of ", self.addr(p, "nozip"), ", reported that an unknown person opened an account in her name "
                    "using her social ", self.tax(p), ". She can be reached at ", self.phone(p, "."), ".")
            elif k == 3:
                d.w("Arrestee: ", self.name(p, "L, F M"), "\n    SSN: ", self.tax(p, "-"), "  DOB: ", self.dob(p, "us0"), "  POB: Bridgeport\n    Address: ",
                    self.addr(p, "nocomma"), "\n    FBI#: ", X(self.n(9), "FBI number"), "\n")
            else:
                d.w("I spoke with witness ", self.name(p, "F L", False), ", date of birth ", self.dob(p, "us2"), ", who resides at ", self.addr(p, "city"),
                    ". Cell phone: ", self.phone(p, "()"), ". ", self.calm())
            d.w("\n\n")
        return d

    def ems(self):
        d = Doc("fire/ems_narratives.txt")
        for p in self.some(40):
            k = self.r.randrange(4)
            d.record()
            if k == 0:
                d.w("Pt is a 67 y/o ", p.sex, " c/o chest pain. PATIENT NAME: ", self.name(p, "L, F^"), " DOB: ", self.dob(p, "us0"),
                    " SSN: ", self.tax(p, ""), " MEDICARE#: ", self.mbi(p), " HX: htn, dm. PRIMARY DX ", self.dx(p))
            elif k == 1:
                d.w("Patient ", self.name(p), " (MRN ", self.v(p, "MRN", p.mrn), ") transported from ", self.addr(p, "city"), " to Harbor Hospital. Impression: ",
                    self.dx(p), ". Insurance: Anthem, member number ", self.v(p, "HPLAN", p.hplan), ".")
            elif k == 2:
                d.w("Medical record no. ", self.v(p, "MRN", p.mrn), "\nPatient: ", self.name(p, "F M. L"), "\nDate of Birth: ", self.dob(p, "long"),
                    "\nICD-10: ", self.dx(p), "\nSubscriber ID: ", self.v(p, "HPLAN", p.hplan), "\n", "Run number: ", X(self.n(10), "run number"))
            else:
                d.w("Transferred care of ", self.name(p), ", born ", self.dob(p, "us"), ", to RN. Medicaid ID ", self.v(p, "HPLAN", self.fix(p, "00" + p.mrn + "11"[:9 - len(p.mrn)])),
                    ". Diagnosis code ", self.dx(p), " noted.")
            d.w("\n\n")
        return d

    def fix(self, p, s):
        p.medicaid = getattr(p, "medicaid", s)
        return p.medicaid

    def label_above(self):
        d = Doc("clerk/scanned_form_text.txt")
        for p in self.some(25):
            n = self.name(p, "F M L", False)
            d.record().w("APPLICATION FOR TAX RELIEF\n\nApplicant name                 Social Security Number\n", n, " " * max(2, 31 - len(n.raw)), self.tax(p),
                         "\n\nDate of birth      Telephone number\n", self.dob(p, "us0"), "         ", self.phone(p, "-"),
                         "\n\nMailing address\n", self.addr(p, "one"), "\n\nSignature\n\n", "-" * 40, "\n")
        return d

    def label_above2(self):
        d = Doc("clerk/intake_forms.txt")
        for p in self.some(20):
            d.record().w("1. Full legal name\n   ", self.name(p, "F M L", False), "\n2. Driver license number and state\n   ", self.dl(p), " ", p.dl_state,
                         "\n3. Birth date (mm/dd/yyyy)\n   ", self.dob(p, "us0"), "\n4. Bank routing number\n   ", self.v(p, "ROUTING", p.routing),
                         "\n5. Bank account number\n   ", self.v(p, "ACCT", p.acct), "\n6. E-mail\n   ", self.email(p), "\n\n")
        return d

    def key_value(self):
        d = Doc("social/case_cards.txt")
        for p in self.some(30):
            d.record().w("Client Name         : ", self.name(p, "L, F M"), "\nSoc. Sec. No.       : ", self.tax(p, "-"), "\nBirthdate           : ",
                         self.dob(p, "dmy"), "\nResidence           : ", self.addr(p, "one"), "\nHome Tel            : ", self.phone(p, "/"),
                         "\nMedicaid Client ID  : ", self.v(p, "HPLAN", self.fix(p, "00" + (p.mrn + "111")[:7])), "\nCase Worker         : ", U("D. Bellweather"),
                         "\nCase Number         : ", X(self.n(9), "case number"), "\n", "=" * 50, "\n")
        return d

    def leaders(self):
        d = Doc("hr/direct_deposit.txt")
        for p in self.some(25):
            d.record().w("EMPLOYEE.............. ", self.name(p, "L, F M^"), "\nEMPLOYEE NO........... ", self.v(p, "EMPID", p.emp), "\nSS#................... ",
                         self.tax(p, ""), "\nABA / ROUTING......... ", self.v(p, "ROUTING", p.routing), "\nCHECKING ACCT......... ", self.v(p, "ACCT", p.acct),
                         "\nMICR.................. :", self.v(p, "ROUTING", p.routing), ": ", self.v(p, "ACCT", p.acct), "\" 0101\n\n")
        return d

    def chat(self):
        d = Doc("it/helpdesk_chat.txt")
        for p in self.some(30):
            k = self.r.randrange(4)
            t = f"[{self.r.randint(8, 17)}:{self.r.randint(10, 59)}] "
            d.record().w(t, U("agent"), ": can I get your full name?\n", t, "caller: ", self.name(p), "\n")
            if k == 0:
                d.w(t, "agent: and your social?\n", t, "caller: ", self.tax(p, " "), "\n")
            elif k == 1:
                d.w(t, "agent: date of birth please\n", t, "caller: ", self.dob(p, "us"), "\n")
            elif k == 2:
                d.w(t, "caller: my login is ", self.v(p, "USER", p.user), " and the password is ", self.v(p, "PASSWORD", p.password), "\n")
            else:
                d.w(t, "agent: what number is on the card?\n", t, "caller: ", self.card(p, " "), " exp ", f"{p.exp[1]:02}/{p.exp[0] % 100:02}", " cvv ", self.v(p, "CARDSEC", p.cvv), "\n")
            d.w("\n")
        return d

    def spanish(self):
        d = Doc("clerk/cartas_es.txt")
        for p in self.some(25):
            d.record().w("Estimado/a ", self.name(p), ":\n\nNombre completo: ", self.name(p, "F M L"), "\nFecha de nacimiento: ", self.dob(p, "us0"),
                         "\nNúmero de Seguro Social: ", self.tax(p), "\nDirección: ", self.addr(p, "one"), "\nTeléfono: ", self.phone(p, "()"),
                         "\nCorreo electrónico: ", self.email(p), "\nLicencia de conducir: ", self.dl(p), " (", p.dl_state, ")\n\n")
        return d

    def wrapped(self):
        d = Doc("legal/affidavits.txt")
        for p in self.some(25):
            d.record().w("I, ", self.name(p, "F M. L", False), ", being duly sworn, depose and say that I reside at ", self.addr(p, "one"),
                         ", that\nmy Social Security number\nis ", self.tax(p, "-"), ", and that my U.S. passport is number ", self.v(p, "PASSPORT", p.passport),
                         ". My birth\ndate is ", self.dob(p, "long"), ".\n", self.calm(), "\n\n")
        return d

    def ids_prose(self):
        d = Doc("legal/id_notes.txt")
        for p in self.some(48):
            k = self.r.randrange(8)
            d.record().w("File note regarding ", self.name(p, "F M. L", False), ". ")
            if k == 0:
                d.w("Holds a permanent resident card, alien registration number ", self.v(p, "GOVID", p.anumber), ".")
            elif k == 1:
                d.w("DoD ID number ", self.v(p, "MILID", p.edipi), " shown at the gate.")
            elif k == 2:
                d.w("IRS identity protection PIN: ", self.v(p, "IPPIN", p.pin), ".")
            elif k == 3:
                d.w("Passport number ", self.v(p, "PASSPORT", p.passport), ", expires 04/2031.")
            elif k == 4:
                d.w("His ", p.dl_state, " DL# is ", self.dl(p), ".")
            elif k == 5:
                d.w("Individual taxpayer number on file: ", self.tax(p), ".")
            elif k == 6:
                d.w("State ID card no. ", V("STATEID", p.dl, f"{p.dl_state}:{p.dl}", p), " issued by ", p.dl_state, ".")
            else:
                d.w("Sole proprietor, EIN ", V("EIN", f"{p.acct and '47'}-{p.ssn[:7]}", "47" + p.ssn[:7], p), ".")
            d.w("\n\n")
        return d

    def prose_names(self):
        d = Doc("council/minutes_comments.txt")
        for p in self.some(60):
            k = self.r.randrange(8)
            d.record()
            if k == 0:
                d.w(self.name(p, "F L", False), ", ", self.addr(p, "street"), ", spoke against the plan and left her number, ", self.phone(p, "-"), ".")
            elif k == 1:
                d.w("A message from ", self.name(p, "F L", False), " <", self.email(p), "> was read into the record.")
            elif k == 2:
                d.w("The Board heard ", self.name(p, "F M. L", False), " of ", self.addr(p, "one"), ".")
            elif k == 3:
                d.w("Please call ", self.name(p, "F L", False), " back at ", self.phone(p, "()x"), " before noon.")
            elif k == 4:
                d.w("Speaker: ", self.name(p, "F L", False), " (", self.email(p), ")")
            elif k == 5:
                d.w("Submitted by ", self.name(p, "F M. L", False), ", SSN ", self.tax(p), ", for reimbursement.")
            elif k == 6:
                d.w("Tenant ", self.name(p, "F L", False), " and spouse were born on ", self.dob(p, "Mon"), " and live at ", self.addr(p, "nozip"), ".")
            else:
                d.w(self.name(p, "F L", False), "'s cell is ", self.phone(p, "."), ", she asked for a copy.")
            d.w("\n", self.calm(), " ", self.calm(), "\n\n")
        return d

    def w2(self):
        d = Doc("finance/w2_text.txt")
        for p in self.some(20):
            d.record().w("a  Employee's social security number   ", self.tax(p), "\nb  Employer identification number (EIN)   ", U("06-6001234"),
                         "\nc  Employer's name, address, and ZIP code\n   ", U("City of Harbor City\n   One City Plaza\n   Harbor City, CT 06880"),
                         "\ne  Employee's first name and initial   Last name\n   ", self.name(p, "F M L", False), "\nf  Employee's address and ZIP code\n   ",
                         self.addr(p, "one"), "\n1  Wages, tips, other compensation   ", f"{self.r.randint(20, 90)}123.45", "\n15 State CT  Employer's state ID no. ",
                         X(self.n(10), "employer's state number"), "\n\n")
        return d

    def numbered_list(self):
        d = Doc("emergency/shelter_list.txt")
        for i, p in enumerate(self.some(30)):
            d.record().w(f"{i + 1}. ", self.name(p, "F L", False), " – ", self.addr(p, "one"), " – ", self.phone(p, "."), " – born ", self.dob(p, "us"), "\n")
        return d

    def notes_last4(self):
        d = Doc("it/ticket_notes.txt")
        for p in self.some(40):
            k = self.r.randrange(10)
            d.record().w({0: "Order number ", 1: "Tracking no. ", 2: "Sample form shows SSN ", 3: "Firmware version ", 4: "Part number ", 5: "Card ending in ",
                          6: "SSN on file: ***-**-", 7: "UUID ", 8: "Permit # ", 9: "Test card "}[k])
            d.w({0: X(f"{self.n(3)}-{self.n(2)}-{self.n(4)}", "order number shaped like one"), 1: X("1Z" + self.n(16), "tracking number"),
                 2: X(self.r.choice(["123-45-6789", "078-05-1120", "219-09-9999", "000-12-3456", "666-12-3456"]), "published number"),
                 3: X("10.22.33.4567", "version"), 4: X(f"{self.n(3)}-{self.n(3)}-{self.n(4)}", "part number like a telephone"),
                 5: X(p.card[-4:], "last four"), 6: X(p.ssn[-4:], "masked"), 7: X("550e8400-e29b-41d4-a716-4466" + self.n(8), "uuid"),
                 8: X(self.n(9), "permit"), 9: X(self.r.choice(["4111 1111 1111 1111", "5555555555554444", "378282246310005"]), "test card")}[k])
            d.w(". ", self.calm(), "\n")
        return d

    def mailbox(self):
        d = Doc("mail/inbox.mbox")
        for p in self.some(25):
            d.record().w("From - Mon Mar 02 09:12:44 2026\nFrom: ", self.name(p, "F L", False), " <", self.email(p), ">\nTo: ", U("permits@harborcity.example"),
                         "\nSubject: my application\nDate: Mon, 02 Mar 2026 09:12:44 -0500\nMessage-ID: <", X(f"{self.n(13)}.{self.n(9)}@mail.example", "message id"),
                         ">\n\nHi,\n\nyou asked for my details again. ")
            k = self.r.randrange(4)
            if k == 0:
                d.w("My SSN is ", self.tax(p), " and I was born ", self.dob(p, "us"), ".")
            elif k == 1:
                d.w("The bank is routing ", self.v(p, "ROUTING", p.routing), ", account ", self.v(p, "ACCT", p.acct), ".")
            elif k == 2:
                d.w("License: ", self.dl(p), " (", p.dl_state, "). I live at ", self.addr(p, "one"), " now.")
            else:
                d.w("Please charge my Visa ", self.card(p, "-"), ", expires ", f"{p.exp[1]}/{p.exp[0]}", ".")
            d.w("\n\nThanks,\n", self.name(p, "F L", False), "\n", self.phone(p, "."), "\n\n")
        return d

    # --- structured ---------------------------------------------------------------------------------------------------
    def logs_kv(self):
        d = Doc("logs/portal.log")
        for p in self.some(40):
            ts = f"2026-03-{self.r.randint(1, 28):02}T{self.r.randint(0, 23):02}:10:{self.r.randint(10, 59)}.{self.n(3)}Z"
            d.record().w(ts, " INFO req=", X("a" + self.n(12), "request id"), " took=", self.n(3), "ms build=", X("4.18.2026.1187", "version"), "\n")
            k = self.r.randrange(4)
            d.w(ts)
            if k == 0:
                d.w(" WARN validation failed applicant='", self.name(p, "F L", False), "' tax_id=", self.tax(p, ""), " dob=", self.dob(p, "iso"), "\n")
            elif k == 1:
                d.w(" DEBUG POST /login username=", self.v(p, "USER", p.user), "&password=", self.v(p, "PASSWORD", p.password), "&csrf=", X("9f8e7d6c5b4a" + self.n(8), "csrf"), "\n")
            elif k == 2:
                d.w(" ERROR gateway declined cardNumber=", self.card(p, "x"), " cvv2=", self.v(p, "CARDSEC", p.cvv), " name=\"", self.name(p, "F L^", False), "\"\n")
            else:
                d.w(" INFO sent sms to ", self.phone(p, "+"), " for ", self.email(p), "\n")
        return d

    def json_nested(self):
        d = Doc("export/cases_pretty.json")
        d.w("[\n")
        people = self.some(30)
        for i, p in enumerate(people):
            d.record().w('  {\n    "caseId": "', X(self.n(9), "case id"), '",\n    "claimant": {\n      "givenName": "', self.given(p), '",\n      "surname": "', self.family(p),
                         '",\n      "birth": {"date": "', self.dob(p, "isoT"), 'T00:00:00Z"},\n      "identifiers": [\n        {"type": "SSN", "value": "', self.tax(p, ""),
                         '"},\n        {"type": "DriverLicense", "state": "', p.dl_state, '", "value": "', self.dl(p), '"}\n      ],\n      "contact": {"emailAddress": "', self.email(p),
                         '", "mobilePhone": "', self.phone(p, "+"), '"},\n      "residence": {"line1": "', self.addr(p, "street"), '", "city": "', p.city, '", "region": "', p.state,
                         '", "postalCode": "', p.zip, '"}\n    },\n    "updatedAt": ', X(str(self.r.randint(1700000000, 1780000000)), "epoch"), "\n  }", ",\n" if i + 1 < len(people) else "\n")
        d.w("]\n")
        return d

    def jsonl_flat(self):
        d = Doc("export/members.ndjson")
        for p in self.some(30):
            d.record().w('{"_id":"', X("65f0c1a2" + self.n(16), "object id"), '","fullName":"', self.name(p, "F M L"), '","ssnLast4":"', X(p.ssn[-4:], "last four"),
                         '","taxIdentifier":"', self.tax(p), '","dateOfBirth":"', self.dob(p, "iso"), '","bank":{"aba":"', self.v(p, "ROUTING", p.routing), '","acctNum":"', self.v(p, "ACCT", p.acct),
                         '"},"healthInsuranceMemberId":"', self.v(p, "HPLAN", p.hplan), '","zip":"', p.zip, '"}\n')
        return d

    def sql_mysql(self):
        d = Doc("sql/backup_utilities.sql")
        d.w("CREATE TABLE `customer` (\n  `cust_no` int NOT NULL,\n  `cust_name` varchar(80),\n  `ssn_enc` char(11),\n  `svc_addr` varchar(120),\n  `tel` varchar(20),\n  `ach_rt` char(9),\n  `ach_ac` varchar(17),\n  PRIMARY KEY (`cust_no`)\n);\nINSERT INTO `customer` VALUES ")
        people = self.some(30)
        for i, p in enumerate(people):
            n, a = self.name(p, "L, F"), self.addr(p, "one")
            n.raw, a.raw = n.raw.replace("'", "''"), a.raw.replace("'", "''")
            d.record().w("(", self.n(7), ",'", n, "','", self.tax(p), "','", a, "','", self.phone(p, "-"), "','", self.v(p, "ROUTING", p.routing), "','", self.v(p, "ACCT", p.acct), "')",
                         "," if i + 1 < len(people) else ";\n")
        return d

    def sql_copy(self):
        d = Doc("sql/pg_dump.sql")
        d.w("COPY public.applicant (id, first_nm, last_nm, birth_dt, soc_sec_nbr, dl_nbr, dl_state_cd, addr_line_1, city_nm, state_cd, zip_cd, created) FROM stdin;\n")
        for p in self.some(30):
            d.record().w(self.n(5), "\t", self.given(p), "\t", self.family(p), "\t", self.dob(p, "iso"), "\t", self.tax(p, ""), "\t", self.dl(p), "\t", p.dl_state, "\t", self.addr(p, "street"), "\t",
                         p.city, "\t", p.state, "\t", p.zip, "\t2026-01-09 11:02:33.120394\n")
        d.w("\\.\n")
        return d

    def sql_mssql(self):
        d = Doc("sql/script_health.sql", "utf-16-le")
        d.w("\ufeff")
        for p in self.some(20):
            n = self.name(p, "F M L")
            n.raw = n.raw.replace("'", "''")
            d.record().w("INSERT [dbo].[Patient] ([PatientID], [PatientName], [DateOfBirth], [MedicareBeneficiaryID], [MedRecNo], [DiagCode]) VALUES (", U(self.n(6)), ", N'", n, "', CAST(N'",
                         self.dob(p, "iso"), "' AS Date), N'", self.mbi(p), "', N'", self.v(p, "MRN", p.mrn), "', N'", self.dx(p), "')\nGO\n")
        return d

    def ldif(self):
        d = Doc("it/directory.ldif")
        for p in self.some(20):
            d.record().w("dn: uid=", p.user, ",ou=people,dc=harborcity,dc=example\nobjectClass: inetOrgPerson\ncn: ", self.name(p, "F L", False), "\nmail: ", self.email(p), "\nmobile: ", self.phone(p, "+1"),
                         "\nemployeeNumber: ", self.v(p, "EMPID", p.emp), "\nuserPassword: ", self.v(p, "PASSWORD", p.password), "\npostalAddress: ", V("ADDR", self.addr(p, "one").raw.replace(", ", "$"), None, p), "\n\n")
        return d

    def vcards(self):
        d = Doc("phone/contacts.vcf")
        for p in self.some(20):
            d.record().w("BEGIN:VCARD\r\nVERSION:3.0\r\nN:", U(p.family), ";", U(p.given), ";;;\r\nFN:", self.name(p, "F L", False), "\r\nTEL;TYPE=CELL:", self.phone(p, "()"), "\r\nEMAIL:", self.email(p),
                         "\r\nADR;TYPE=HOME:;;", V("ADDR", self.addr(p, "street").raw.replace(",", "\\,"), None, p), ";", p.city, ";", p.state, ";", p.zip, ";USA\r\nBDAY:", self.dob(p, "compact"), "\r\nEND:VCARD\r\n")
        return d

    def xml_forms(self):
        d = Doc("export/applications.xml")
        d.w('<?xml version="1.0" encoding="UTF-8"?>\n<Applications>\n')
        for p in self.some(25):
            n = self.name(p, "F M L", False)
            d.record().w('  <Application no="', X(self.n(9), "application number"), '">\n    <Applicant>\n      <Name>', n, "</Name>\n      <SSN>", self.tax(p), "</SSN>\n      <BirthDate>", self.dob(p, "iso"),
                         "</BirthDate>\n      <DriverLicense state=\"", p.dl_state, "\">", self.dl(p), "</DriverLicense>\n      <Address><Street>", self.addr(p, "street"), "</Street><City>", p.city, "</City><State>", p.state,
                         "</State><Zip>", p.zip, "</Zip></Address>\n    </Applicant>\n  </Application>\n")
        d.w("</Applications>\n")
        return d

    def html_dl(self):
        d = Doc("web/profile_pages.html")
        d.w("<!doctype html><html><head><title>Profiles</title><script>var build='20260301.1187';</script></head><body>\n")
        for p in self.some(25):
            d.record().w("<h2>", self.name(p, "F M L", False), "</h2>\n<dl><dt>Social Security&nbsp;#</dt><dd>", self.tax(p), "</dd><dt>Born</dt><dd>", self.dob(p, "long"), "</dd>\n<dt>Phone</dt><dd>", self.phone(p, "+1("),
                         "</dd><dt>Home address</dt><dd>", self.addr(p, "one"), "</dd></dl>\n")
        d.w("</body></html>\n")
        return d

    def html_rows(self):
        d = Doc("web/record_view.html")
        d.w("<html><body>\n")
        for p in self.some(20):
            d.record().w("<table>\n<tr><th>Name</th><td>", self.name(p, "L, F M", False), "</td></tr>\n<tr><th>Passport&nbsp;No</th><td>", self.v(p, "PASSPORT", p.passport), "</td></tr>\n<tr><th>Date of birth</th><td>", self.dob(p, "us0"),
                         "</td></tr>\n<tr><th>Card number</th><td>", self.card(p, " "), "</td></tr>\n<tr><th>E-mail</th><td><a href=\"mailto:", p.email, "\">", U(p.email), "</a></td></tr>\n</table>\n")
        d.w("</body></html>\n")
        return d

    def markdown(self):
        d = Doc("wiki/incident_list.md")
        d.w("# Affected\n\n| Name | SSN | DOB | Email |\n|------|-----|-----|-------|\n")
        for p in self.some(20):
            d.record().w("| ", self.name(p, "F L"), " | ", self.tax(p), " | ", self.dob(p, "iso"), " | ", self.email(p), " |\n")
        return d

    def yaml_people(self):
        d = Doc("it/fixtures.yml")
        d.w("residents:\n")
        for p in self.some(20):
            d.record().w("  - name: ", self.name(p, "F L", False), "\n    ssn: \"", self.tax(p), "\"\n    born: ", self.dob(p, "iso"), "\n    phone: ", self.phone(p, "-"), "\n    address: ", self.addr(p, "one"), "\n    parcel: ", X(self.n(9), "parcel"), "\n")
        return d

    def secrets(self):
        d = Doc("it/deploy.env")
        key = "-----BEGIN OPENSSH PRIVATE KEY-----\n" + "\n".join(base64.b64encode(bytes(self.r.randrange(256) for _ in range(48))).decode() for _ in range(6)) + "\n-----END OPENSSH PRIVATE KEY-----"
        d.w("DB_USER=svc_portal\nDB_PASSWORD=", V("PASSWORD", "Tr0ub4dor&" + self.n(3), None, None), "\nAWS_ACCESS_KEY_ID=", V("TOKEN", "AKIA" + "".join(self.r.choice("ABCDEFGHIJKLMNOPQRSTUVWXYZ234567") for _ in range(16)), None, None),
            "\nGITHUB_TOKEN=", V("TOKEN", "ghp_" + "".join(self.r.choice("abcdefghijkLMNOPQRSTUVWXYZ0123456789") for _ in range(36)), None, None), "\nBUILD_ID=", X(self.n(9), "build"), "\nSSH_KEY=\"", V("PRIVKEY", key, None, None), "\"\n")
        return d

    def hl7(self):
        d = Doc("health/adt_feed.hl7")
        for p in self.some(20):
            d.record().w("MSH|^~\\&|EMS|HARBOR|HIE|CT|20260302101500||ADT^A04|", X(self.n(9), "message number"), "|P|2.5\rPID|1||", self.v(p, "MRN", p.mrn), "^^^HARBOR^MR||", self.family(p), "^", self.given(p), "||", self.dob(p, "compact"), "|", p.sex, "|||",
                         V("ADDR", p.street, None, p), f"^^{p.city}^{p.state}^{p.zip}", "||", self.phone(p, "()x"), "|||||", X(self.n(9), "account of the visit"), "|", self.tax(p, ""), "\rDG1|1|I10|", self.dx(p), "|\r")
        return d

    def x12(self):
        d = Doc("health/claims_837.edi")
        d.w("ISA*00*          *00*          *ZZ*HARBOREMS      *ZZ*PAYER          *260302*1015*^*00501*000000905*0*P*:~\n")
        for p in self.some(20):
            d.record().w("NM1*IL*1*", self.family(p), "*", self.given(p), "****MI*", self.v(p, "HPLAN", p.hplan), "~\nN3*", self.addr(p, "street"), "~\nN4*", p.city, "*", p.state, "*", p.zip, "~\nDMG*D8*", self.dob(p, "compact"), "*", p.sex, "~\nREF*SY*", self.tax(p, ""),
                         "~\nCLM*", X(self.n(9), "claim"), "*250***41:B:1*Y*A*Y*Y~\nHI*ABK:", V("DX", p.dx.replace(".", ""), p.dx, p), "~\nNM1*82*2*HARBOR EMS*****XX*", X("1" + self.n(9), "NPI"), "~\n")
        return d

    def movers(self):
        """The same people again, written otherwise: moved, married, a day and month changed about."""
        d = Doc("assessor/rebate_applicants.csv")
        d.w("Claim,Claimant,Claimant SSN,Date of Birth,Property Address,Owner Email\n")
        for p in self.some(120):
            y, m, day = p.dob
            form = self.dob(p, "us0")
            a = self.addr(p, "one")
            if p.old:
                a = V("ADDR", f"{p.old}, {p.city}, {p.state} {p.zip}", None, p)
            d.record().w(X(self.n(8), "claim"), ',"', self.name(p, self.r.choice(["L, F M", "F M L", "F L"])), '",', self.tax(p, "-"), ",", form, ',"', a, '",', self.email(p), "\n")
        return d

    def no_number(self):
        """A card, a login or a record number beside name and birthday only: linking has to do the rest."""
        d = Doc("recreation/pass_sales.csv")
        d.w("pass holder,birthdate,home address,payment card,expires\n")
        for p in self.some(80):
            d.record().w('"', self.name(p, "F M L"), '",', self.dob(p, "us"), ',"', self.addr(p, "one"), '",', self.card(p, "x"), ",", f"{p.exp[1]:02}/{p.exp[0]}", "\n")
        return d

    def by_mail_only(self):
        d = Doc("it/newsletter_accounts.csv")
        d.w("display_name,e-mail,pwd\n")
        for p in self.some(60):
            d.record().w(self.name(p), ",", self.email(p), ",", self.v(p, "PASSWORD", p.password), "\n")
        return d

    def noise(self):
        d = Doc("ops/scada.log")
        for i in range(2500):
            k = self.r.randrange(9)
            d.w({0: f"2026-02-{self.r.randint(1, 28):02} 04:11:09 pump {self.n(2)} flow {self.n(9)} ok", 1: f"order {self.n(3)}-{self.n(2)}-{self.n(4)} shipped",
                 2: f"{self.n(10)} {self.n(9)} {self.n(8)}", 3: f"rev {self.n(7)} v{self.n(1)}.{self.n(2)}.{self.n(4)}", 4: f"sha={self.n(16)}{self.n(15)}", 5: f"part {self.n(3)}-{self.n(3)}-{self.n(4)} bin A10",
                 6: f"valve E11.{self.n(1)} set to {self.n(3)}.{self.n(2)}", 7: f"Main Street Bridge inspection {self.n(9)}", 8: f"parcel {self.n(3)}-{self.n(2)}-{self.n(4)} lot {self.n(2)}"}[k], "\n")
        return d


LAYOUTS = [n for n in vars(Maker) if callable(getattr(Maker, n)) and not n.startswith("_") and n not in (
    "some name given family tax dob addr phone card v dl mbi dx email hire calm n fix").split()]
