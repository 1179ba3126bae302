"""The fourth corpus: taxes, water, library, schools, elections, the clerk and 311."""

from fourth_corpus_values import Files, Values
from second_corpus_layouts import U, V, X


class Town(Values):
    def delinquent_oracle(self):
        d = Files("tax/oracle_owner.sql")
        d.w("REM INSERTING into TAX.OWNER\nSET DEFINE OFF;\n")
        for i, p in enumerate(self.some(24)):
            d.record().w(f'Insert into TAX.OWNER (OWNER_ID,OWNER_NM,TAXPAYER_ID,BIRTH_DT,MAIL_ADDR,MAIL_CITY,MAIL_ST,MAIL_ZIP,LIEN_NO) values ({4000 + i},\'', self.sqlv(self.name(p, "L, F M", False)), "','", self.tax(p, self.many2("-", "")), "',to_date('", self.dob(p, "iso"), "','YYYY-MM-DD'),'", self.addr(p, "street"), "','", self.town(p), "','", self.st(p), "','", self.zip(p), "','", self.x(9, "lien"), "');\n")
        d.w("commit;\n")
        return d

    def utility_cis(self):
        d = Files("utility/CIS_ACCT_MSTR.txt")
        cols = [("ACCT_NO", lambda p: self.x(10, "water account")), ("NAME_1", lambda p: self.name(p, "L, F^")), (["SVC_ADDR"], lambda p: self.addr(p, "street")), ("MAIL_CITY", self.town), ("MAIL_STATE", self.st), ("MAIL_ZIP", lambda p: self.zip(p)), ("PHONE_1", lambda p: self.phone(p, "")), (["CUST_SSN", "SSN_TIN"], lambda p: self.tax(p, self.form)), ("EMAIL_ADDR", self.email), ("METER_NO", lambda p: self.x(8, "meter")), ("BAL_DUE", lambda p: self.money())]
        self.form = self.many("-", "")
        self.table(d, cols, self.some(30), "\t", "")
        return d

    def water_bill_pdf(self):
        d = Files("utility/autopay_confirmations.pdf", "cp1252", kind="pdf", offsets=False)
        for p in self.some(14):
            d.record().w("MILLBROOK WATER POLLUTION CONTROL\nAUTOPAY CONFIRMATION\n\nService account: ", self.x(9, "water account"), "\nCustomer: ", self.name(p, "F L", False), "\nMailing address: ", self.addr(p, "street"), "\n                 ", p.city, ", ", self.st(p), " ", self.zip(p), "\nBank routing number: ", self.routing(p), "\nBank account number: ", self.acct(p), "\nConfirmation sent to: ", self.email(p), "\n\n")
        return d

    def returned_checks(self):
        d = Files("finance/returned_items.txt")
        d.w("RETURNED ITEM REPORT                      FIRST COUNTY BANK\n\n")
        for p in self.some(18):
            d.record().w("Maker: ", self.name(p, "F I. L^", False), "\n  R/T: ", self.routing(p), "   Acct: ", self.acct(p), "   Item #: ", self.x(4, "cheque"), "   Reason: NSF   Amt: ", self.money(), "\n  Address on item: ", self.addr(p, "one"), "\n\n")
        return d

    def gateway(self):
        """Of a payment gateway; half of the rows have no name at all."""
        d = Files("finance/gateway_settled.csv")
        d.w("Transaction ID,Submit Date,Card Type,", self.many("Card Number", "Account Number (PAN)", "CardNum"), ",Expiration Date,", self.many("Customer First Name,Customer Last Name", "First Name,Last Name"), ",Customer Email,Invoice Number,Amount\n")
        for i, p in enumerate(self.some(36)):
            named = i % 2 == 0
            d.record().w(self.x(11, "transaction"), ",", self.day(), ",Visa,", self.card(p, "x"), ",", f"{p.exp[1]:02}/{p.exp[0]}", ",", *((self.given(p), ",", self.fam(p)) if named else (",",)), ",", self.email(p) if named or i % 4 == 1 else "", ",", self.x(8, "invoice"), ",", self.money(), "\n")
        return d

    def lockbox(self):
        d = Files("finance/lockbox_bai.txt")
        d.w("01,FIRSTCTY,MILLBROOK,260415,0600,1,,,2/\n02,MILLBROOK,FIRSTCTY,1,260415,,USD,2/\n")
        for p in self.some(16):
            d.record().w("16,115,", self.n(6), ",0,", self.x(12, "bank reference"), ",,REMITTER ", self.name(p, "F L^", False), " RT ", self.routing(p), " ACCT ", self.acct(p), "/\n")
        d.w("49,500000,4/\n98,500000,1,6/\n99,500000,1,8/\n")
        return d

    def elderly_relief(self):
        """Husband and wife in one row of a workbook with a title and merged cells."""
        d = Files("assessor/Elderly_Relief_2026.xlsx", kind="book", offsets=False)
        d.w("M-35H\x1eA1:H1 A2:H2\x1eTown of Millbrook Assessor\nHomeowners' tax relief, applicants of 2026\n\n")
        self.two_people(d, [("Applicant", lambda p: self.name(p, "L, F")), (["Appl. SSN", "SSN"], lambda p: self.tax(p)), (["Appl. DOB", "DOB"], self.dated("us", "us0")), ("Property", lambda p: self.addr(p, "street")), ("Town", self.town), ("State", self.st), ("Zip", self.zip)],
                        [(["Spouse"], lambda p: self.name(p, "F L", False)), (["Spouse SSN"], lambda p: self.tax(p)), (["Spouse DOB"], self.dated("us", "us0"))], self.pairs(36), "\t")
        return d

    def sister_city(self):
        d = Files("mayor/delegation_2026.csv")
        abroad = [p for p in self.people.all if p.abroad][:12]
        cols = [("Delegate", lambda p: self.name(p, "F L")), (["Passport No.", "Passport #"], lambda p: self.v(p, "PASSPORT", p.passport)), ("Born", self.dated("iso", "d Mon")), ("Address", lambda p: self.addr(p, "one")), (["Tel", "Mobile"], lambda p: self.phone(p, "+1")), ("Email", self.email), ("Flight", lambda p: f"LH{self.n(3)}")]
        self.table(d, cols, abroad + self.some(8))
        return d

    def polaris(self):
        d = Files("library/polaris_patrons.xml")
        d.w('<?xml version="1.0" encoding="utf-8"?>\n<PatronExtract>\n')
        for p in self.some(20):
            d.record().w("<Patron><Barcode>", X("2" + self.n(13), "library barcode"), "</Barcode><NameLast>", self.xmlv(self.fam(p)), "</NameLast><NameFirst>", self.xmlv(self.given(p)), "</NameFirst><Birthdate>", self.dob(p, self.many2("iso", "us")), "</Birthdate><StreetOne>", self.xmlv(self.addr(p, "street")), "</StreetOne><City>", p.city, "</City><State>", self.st(p), "</State><PostalCode>", self.zip(p), "</PostalCode><PhoneVoice1>", self.phone(p, "-"), "</PhoneVoice1><EmailAddress>", self.email(p), "</EmailAddress><Password>", self.xmlv(self.pw(p)), "</Password></Patron>\n")
        d.w("</PatronExtract>\n")
        return d

    def overdue_emails(self):
        d = Files("library/overdue_queue.mbox")
        for p in self.some(18):
            d.record().w("From MAILER-DAEMON Tue Apr  7 06:00:00 2026\nFrom: Millbrook Library <", U("circ@library.millbrook.example"), ">\nTo: \"", self.name(p, "F L", False), "\" <", self.email(p), ">\nSubject: Overdue: The Pocket Guide to Ferns\nDate: Tue, 7 Apr 2026 06:00:00 -0400\nMessage-ID: <", self.n(10), "@library.millbrook.example>\n\n", "Hello ", self.given(p, False), ",\n\nOn your record: phone ", self.phone(p, "-"), ", date of birth ", self.dob(p, "us"), ", barcode ", X("2" + self.n(13), "library barcode"), ".\n", self.calm(), "\n\n-- \nCirculation Desk\n", U("203-555-0150"), "\n\n")
        return d

    def campus_xml(self):
        d = Files("schools/roster.xml")
        d.w('<?xml version="1.0"?>\n<CampusRoot>\n')
        for p in self.some(24):
            d.record().w('<student studentNumber="', self.v(p, "STUDENTID", p.student), '" lastName="', self.xmlv(self.fam(p)), '" firstName="', self.xmlv(self.given(p, False)), '" birthdate="', self.dob(p, "us0"), '" grade="0', self.n(1), '" stateID="', self.x(10, "state's number of a pupil"), '">\n  <household addressLine1="', self.xmlv(self.addr(p, "street")), '" addressLine2="', p.city, ", ", self.st(p), " ", self.zip(p), '" phone="', self.phone(p, "()x"), '"/>\n</student>\n')
        d.w("</CampusRoot>\n")
        return d

    def lunch_forms(self):
        """Free and reduced-price meals: children in a small table, the adult under it."""
        d = Files("schools/meal_applications.txt")
        for p, q in self.pairs(28):
            d.w("APPLICATION FOR FREE AND REDUCED-PRICE SCHOOL MEALS\nSTEP 1  Child's First Name   MI   Child's Last Name      Birth date\n")
            g, f = self.given(q, False), self.fam(q)
            d.record().w("        ", g, self.pad(g, 21), f"{q.middle[:1] or ' '}    ", f, self.pad(f, 23), self.dob(q, "us"), "\n")
            d.record().w("STEP 4  Printed name of adult signing: ", self.name(p, "F L", False), "\n        Street address: ", self.addr(p, "street"), "   City: ", p.city, "   State: ", self.st(p), "   Zip: ", self.zip(p), "\n        Daytime phone: ", self.phone(p, "()"), "   Last four digits of SSN: ", X("XXX-XX-" + p.ssn[-4:], "masked"), "\n        SNAP case number: ", self.x(9, "SNAP case"), "\n\n")
        return d

    def transcripts(self):
        d = Files("schools/transcripts.txt")
        for p in self.some(16):
            d.record().w("MILLBROOK HIGH SCHOOL - OFFICIAL TRANSCRIPT\nStudent: ", self.name(p, "L, F M", False), "     Student ID: ", self.v(p, "STUDENTID", p.student), "     DOB: ", self.dob(p, "us"), "\nParent/Guardian address: ", self.addr(p, "one"), "\n2024-25  ENG 10 H   A-  1.00\n         ALG 2      B+  1.00\n         CHEM       B   1.00\nCumulative GPA 3.4", self.n(1), "    Rank 41/212\n\n")
        return d

    def bus_spanish(self):
        d = Files("schools/rutas_autobus.csv", "latin-1")
        cols = [("Nombre del alumno", lambda p: self.name(p, "F L", False)), (["Fecha de nacimiento", "F. de nacimiento"], self.dated("us0", "iso")), (["Dirección", "Domicilio"], lambda p: self.addr(p, "one")), (["Teléfono", "Tel. de casa"], lambda p: self.phone(p, "-")), ("Parada", lambda p: self.n(3)), ("Correo electrónico", self.email)]
        self.table(d, cols, self.some(20), ";")
        return d

    def absentee(self):
        d = Files("registrar/absentee_requests.json")
        d.w('{"requests": [')
        for i, p in enumerate(self.some(22)):
            d.record().w(", " if i else "")
            self.js(d, {"requestNo": self.x(7, "request"), "voter": {"firstName": self.given(p, False), "lastName": self.fam(p), "yearOnRoll": p.dob[0], "dateOfBirth": self.dob(p, "iso")}, "voterId": U(self.n(9)), "residence": self.addr(p, "one"), "licenseOrLast4": self.dl(p), "licenseState": p.dl_state, "contact": {"phone": self.phone(p, "-"), "email": self.email(p)}, "party": self.r.choice("DRU")}, self.indent)
        d.w("]}\n")
        return d

    def voter_fixed(self):
        """Fixed width, headings cut to the width of the column."""
        d = Files("registrar/VOTERS_D3.TXT")
        d.w("LASTNAME            FIRSTNAME      MI BIRTHDATE  HOUSE STREET                CITY            ST ZIP   PTY REGDATE\n")
        for p in self.some(30):
            if p.abroad or p.street.startswith("PO"):
                continue
            f, g, house, street = self.fam(p), self.given(p, False), *p.street.split(" ", 1)
            d.record().w(f, self.pad(f, 20), g, self.pad(g, 15), f"{p.middle[:1] or ' '}  ", self.dob(p, "us0"), " ", V("ADDR", f"{house:<6}{street}", None, p), " " * max(1, 22 - len(street)), f"{p.city:<16}", self.st(p), " ", self.zip(p), "  ", self.r.choice("DRU"), "  ", self.hire(), "\n")
        return d

    def poll_workers(self):
        d = Files("registrar/Poll_Workers.ods", kind="ods", offsets=False)
        d.w("W-9 status\x1e")
        cols = [("Poll worker", lambda p: self.name(p, "F L")), ("Assignment", lambda p: f"District {self.n(1)}"), (["SSN (for stipend)", "SS#"], lambda p: self.tax(p)), (["Address", "Home"], lambda p: self.addr(p, "one")), (["Cell", "Phone"], lambda p: self.phone(p, "."))]
        self.table(d, cols, self.some(20), "\t", "")
        return d

    def open311(self):
        d = Files("311/open311_requests.json")
        d.w("[")
        for i, p in enumerate(self.some(24)):
            d.record().w("," if i else "")
            self.js(d, {"service_request_id": self.x(9, "request"), "status": "open", "service_name": "Missed pickup", "description": (self.calm(),), "address": U(f"{self.n(2)} Civic Center Dr"), "lat": (U("41.1415"),), "long": (U("-73.3579"),), "requester": {"first_name": self.given(p, False), "last_name": self.fam(p), "email": self.email(p), "phone": self.phone(p, self.many2("-", "()", "+")), "home_address": self.addr(p, "one")}, "media_url": "https://311.millbrook.example/p/" + self.n(8)}, self.indent)
        d.w("]\n")
        return d

    def complaints_text(self):
        d = Files("311/complaints.csv")
        d.w("id,created,category,comment_text,reporter\n")
        for p in self.some(24):
            says = [("My card ", self.card(p, self.many2(" ", "-")), " was charged twice for the beach pass."), ("I left my number ", self.phone(p, "-"), " three times already."), ("Please write to ", self.addr(p, "one"), "."), ("The clerk asked me for my social security number, ", self.tax(p), ", at the window, out loud."), ("My login is ", self.email(p), " and it does not work.")][self.r.randrange(5)]
            d.record().w(self.n(5), ",", self.day(), ",billing,\"", *says, " ", self.calm(), '",', self.name(p, "F L", False), "\n")
        return d

    def marriage_index(self):
        d = Files("clerk/marriage_worksheets.txt")
        for p, q in self.pairs(28):
            d.w("MARRIAGE LICENSE WORKSHEET      NO. ", self.x(6, "licence of marriage"), "\n")
            for who, title in ((p, "PARTY 1"), (q, "PARTY 2")):
                d.record().w(f"{title:<10}Full name: ", self.name(who, "F M L", False), "\n          Soc. Sec. No.: ", self.tax(who), "   Birth date: ", self.dob(who, "long"), "\n          Residence: ", self.addr(who, "one"), "\n")
            d.w("OFFICIANT  ", self.staff(), "\n\n")
        return d

    def passport_ledger(self):
        d = Files("clerk/passport_executions.md")
        d.w("| Execution | Applicant | Born | Prior passport | Check no. |\n|---|---|---|---|---|\n")
        for p in self.some(20):
            d.record().w("| ", self.x(9, "execution"), " | ", self.name(p, "L, F", False), " | ", self.dob(p, "d Mon"), " | ", self.v(p, "PASSPORT", p.passport), " | ", self.n(4), " |\n")
        return d

    def beach_passes(self):
        d = Files("recreation/beach_pass_orders.yaml")
        d.w("orders:\n")
        for p in self.some(20):
            d.record().w("  - order: ", self.x(8, "order"), "\n    buyer:\n      name: ", self.name(p, "F L", False), "\n      email: ", self.email(p), "\n      cell: \"", self.phone(p, "-"), "\"\n    billing:\n      street: ", self.addr(p, "street"), "\n      city: ", p.city, "\n      state: ", self.st(p) or "''", "\n      zip: \"", self.zip(p), "\"\n    card:\n      number: \"", self.card(p, self.many2("", " ")), "\"\n      exp: ", f"{p.exp[1]:02}/{p.exp[0] % 100}", "\n      cvv: \"", self.v(p, "CARDSEC", p.cvv), "\"\n")
        return d

    def shelter_cards(self):
        d = Files("emergency/shelter_registration.html")
        d.w("<html><body>\n")
        for p in self.some(16):
            d.record().w('<form class="reg"><label>Name <input name="full_name" value="', self.xmlv(self.name(p, "F L", False)), '"></label><label>Date of birth <input name="dob" value="', self.dob(p, "iso"), '"></label><label>Phone <input type="tel" name="phone" value="', self.phone(p, "-"), '"></label><label>Home address <input name="address" value="', self.xmlv(self.addr(p, "one")), '"></label><input type="hidden" name="csrf" value="', self.uuid(), '"></form>\n')
        d.w("</body></html>\n")
        return d

    def vendors_foreign(self):
        d = Files("finance/vendor_tin_match.csv")
        cols = [("Vendor #", lambda p: self.x(9, "vendor")), (["Vendor Name", "Payee"], lambda p: self.name(p, "F L", False)), ("TIN Type", lambda p: "2"), (["TIN", "Taxpayer ID"], lambda p: self.tax(p, "")), ("Remit Address", lambda p: self.addr(p, "one")), (["Bank Acct", "ACH Account"], self.acct), (["Bank ABA", "ACH Routing"], self.routing)]
        self.table(d, cols, self.some(24))
        return d

    def parking_json(self):
        d = Files("parking/permit_holders.jsonl")
        for p in self.some(26):
            d.record()
            self.js(d, {"permit": self.x(8, "permit"), "holder": (p_name := self.name(p, "L, F", False)), "plate": U(p.plate), "lic": {"no": self.dl(p), "st": p.dl_state}, "addr": {"l1": self.addr(p, "street"), "city": self.town(p), "st": self.st(p), "zip": self.zip(p)}, "since": self.hire(), "label": (U(p_name.raw.split(",")[0]), " household")})
            d.w("\n")
        return d

    def ocr_forms(self):
        """What a recogniser reads off a scan: lines cut, spaces doubled, ruled lines as underscores and bars."""
        d = Files("scans/ocr_applications.txt")
        for p in self.some(16):
            d.record().w("| APPLICATION  FOR  RENTAL  REBATE  |\n\n1 . Name of Applicant :  ", self.name(p, "F M L", False), " _ _\n2 . Soc . Sec . No .   ", self.tax(p), "   3 . Birth Date | ", self.dob(p, "us0"), " |\n4 . Mailing Address : ", self.addr(p, "street"), "\n     City / Town ", p.city, "   State ", self.st(p), "   Zip ", self.zip(p), "\n5 . Telephone ", self.phone(p, "-"), "   6 . Case # ", self.x(9, "case"), "\n\n. .. _\n\n")
        return d

    def land_records(self):
        """Nobody's numbers: volumes, pages, instrument numbers."""
        d = Files("clerk/land_index.csv")
        d.w("Vol,Page,Instrument,Recorded,Grantor,Grantee,Consideration,MapLot\n")
        for _ in range(150):
            d.w(self.n(4), ",", self.n(3), ",", X(f"{self.n(4)}-{self.n(5)}", "instrument"), ",", self.day(), ",", U("Granite Supply Co"), ",", U("Millbrook Land Trust"), ",", self.money(), ",", X(f"{self.n(3)}-{self.n(2)}-{self.n(4)}", "map and lot"), "\n")
        return d

    def budget_book(self):
        d = Files("finance/Budget_FY27.xlsx", kind="book", offsets=False)
        d.w("GL\x1e\x1eOrg\tObject\tAccount number\tVendor PO\tBudget\n")
        for _ in range(60):
            d.w(self.n(6), "\t", self.n(5), "\t", self.x(12, "ledger account"), "\t", self.x(9, "purchase order"), "\t", str(self.r.randint(1000, 900000)), "\n")
        return d
